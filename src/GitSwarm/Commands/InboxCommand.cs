using System.CommandLine;
using System.Text.Json;
using GitSwarm.Briefing;
using GitSwarm.Cli;
using GitSwarm.Delivery;
using GitSwarm.Mail;
using GitSwarm.Requests;

namespace GitSwarm.Commands;

/// <summary><c>git swarm inbox</c>: read what was sent to me.</summary>
internal static class InboxCommand
{
    /// <summary>Another reader of this session gets this long to end.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static Command Create(Runner run)
    {
        var peek = new Option<bool>("--peek") { Description = "Do not mark as read" };
        var all = new Option<bool>("--all") { Description = "What was read before, too; marks nothing" };
        var exitCode = new Option<bool>("--exit-code") { Description = "Exit with 1 when there is nothing" };
        var command = new Command("inbox", "Read what was sent to you") { peek, all, exitCode };
        run.On(
            command,
            (host, parsed) =>
            {
                var count =
                    parsed.GetValue(all) ? Peek(host, again: true)
                    : parsed.GetValue(peek) ? Peek(host, again: false)
                    : ReadAll(host);
                return count == 0 && parsed.GetValue(exitCode) ? ExitCode.No : ExitCode.Yes;
            }
        );
        return command;
    }

    /// <summary>Shows what waits, and only then records that it was shown; questions wait until they are answered.</summary>
    /// <returns>How many there were that were not shown before.</returns>
    public static int ReadAll(SwarmHost host)
    {
        var caller = host.Caller;
        var delivery = host.DeliveryToRecord;
        using var alone = delivery.Alone(caller, Patience);
        var inflow = delivery.Read(() => caller);
        var untold = RequestFacts.Untold(inflow, host.Now).Select(f => f.Key).ToList();
        if (Show(host, inflow, Request.Open(inflow, host.Now)) is not { } shown || shown.Count + untold.Count == 0)
        {
            delivery.RecordIfFar(inflow);
            return 0;
        }
        var wanted = shown.Where(w => w.Line.Ack == true).Select(w => w.Line.Id).ToList();
        if (wanted.Count > 0)
        {
            host.Outbox.Acknowledge(caller, wanted);
        }
        delivery.Record(inflow, PutOut.Nothing with { Text = shown.Select(w => w.Line.Id).ToHashSet(), Told = untold });
        return shown.Count + untold.Count;
    }

    private static int Peek(SwarmHost host, bool again)
    {
        var inflow = host.Delivery.Read(() => host.Caller, again);
        // Of all there ever were nobody could tell which were answered.
        var questions = again ? [] : Request.Open(inflow, host.Now);
        return Show(host, inflow, questions) is { } shown ? shown.Count + questions.Count : 0;
    }

    /// <returns>What was shown; null where the reader went away.</returns>
    private static List<Waiting<MailLine>>? Show(SwarmHost host, Inflow inflow, IReadOnlyList<Request> questions)
    {
        var lines = MailOrder.Of(inflow.Text.Lines);
        if (lines.Count + questions.Count == 0 && !host.Output.Json)
        {
            host.Output.Narrate("no messages");
        }
        var all = questions.Select(q => q.Message).Concat(lines).ToList();
        var text = host.Output.Json
            ? JsonSerializer.Serialize(
                [.. all.Select(w => MessageBody.Of(w.Line, w.Segment.Ref.Stream, inflow.AuthorOf(w)))],
                FeedContext.Default.MessageBodyArray
            ) + "\n"
            : string.Concat(questions.Select(q => InboxText.Question(q, host)))
                + string.Concat(lines.Select(w => host.Output.Terminal ? InboxText.Block(w, inflow, host) : InboxText.Row(w, inflow)));
        return host.Output.TryAnswer(text) ? lines : null;
    }
}
