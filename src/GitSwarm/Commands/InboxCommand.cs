using System.CommandLine;
using System.Text;
using System.Text.Json;
using GitSwarm.Agents.Runs;
using GitSwarm.Cli;
using GitSwarm.Delivery;
using GitSwarm.Mail;

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
                    parsed.GetValue(all) ? Show(host, host.Delivery.Read(() => host.Caller, again: true)).Count
                    : parsed.GetValue(peek) ? Show(host, host.Delivery.Read(() => host.Caller)).Count
                    : ReadAll(host);
                return count == 0 && parsed.GetValue(exitCode) ? ExitCode.No : ExitCode.Yes;
            }
        );
        return command;
    }

    /// <summary>Shows what waits, and only then records that it was shown.</summary>
    /// <returns>How many were shown.</returns>
    public static int ReadAll(SwarmHost host)
    {
        var caller = host.Caller;
        var delivery = host.DeliveryToRecord;
        using var alone = delivery.Alone(caller, Patience);
        var inflow = delivery.Read(() => caller);
        if (Show(host, inflow) is not { Count: > 0 } shown)
        {
            delivery.RecordIfFar(inflow);
            return 0;
        }
        var wanted = shown.Where(w => w.Line.Ack == true).Select(w => w.Line.Id).ToList();
        if (wanted.Count > 0)
        {
            host.Outbox.Acknowledge(caller, wanted);
        }
        delivery.Record(inflow, PutOut.Nothing with { Text = shown.Select(w => w.Line.Id).ToHashSet() });
        return shown.Count;
    }

    /// <returns>What was shown; none where the reader went away.</returns>
    private static List<Waiting<MailLine>> Show(SwarmHost host, Inflow inflow)
    {
        var lines = MailOrder.Of(inflow.Text.Lines);
        var text = host.Output.Json
            ? JsonSerializer.Serialize(
                [.. lines.Select(w => MessageBody.Of(w.Line, w.Segment.Ref.Stream, inflow.AuthorOf(w)))],
                FeedContext.Default.MessageBodyArray
            ) + "\n"
            : string.Concat(lines.Select(w => host.Output.Terminal ? Block(w, inflow, host) : Row(w, inflow)));
        if (lines.Count == 0 && !host.Output.Json)
        {
            host.Output.Narrate("no messages");
        }
        return host.Output.TryAnswer(text) ? lines : [];
    }

    private static string Block(Waiting<MailLine> w, Inflow inflow, SwarmHost host)
    {
        var line = w.Line;
        var style = host.Output.Style;
        var (from, id) = (From(w, inflow), ShortId.Of(line.Id));
        var age = $"  {Ages.Ago(line.At, host.Now)} ago  ";
        var more = new StringBuilder(line.Urgency == Priority.Next ? "" : $"  {Priorities.Text(line.Urgency)}");
        more.Append(line.To == Recipient.All ? "  to everybody" : "");
        more.Append(line.ReplyTo is { } answered ? $"  re {ShortId.Of(answered)}" : "");
        more.Append(line.Summary is { } summary ? $"  {summary}" : "");
        var room = Math.Max(20, host.Output.Width - from.Length - age.Length - id.Length);
        return $"{style.Bold(from)}{age}{style.Dim(id)}{Columns.Cut(more.ToString(), room)}\n"
            + Columns.Below(
                (line.Type == TaskNotice.Type ? TaskNoticeJson.Read(line.Fields)?.Plain() : line.Text) ?? "",
                host.Output.Width
            );
    }

    private static string Row(Waiting<MailLine> w, Inflow inflow)
    {
        string?[] fields =
        [
            w.Line.Id,
            Ages.Rfc3339(w.Line.At),
            From(w, inflow),
            Priorities.Text(w.Line.Urgency),
            w.Line.ReplyTo,
            w.Line.Summary,
            TaskNotice.TextOf(w.Line),
        ];
        return string.Join('\t', fields.Select(f => Texts.OneLine(f ?? ""))) + "\n";
    }

    private static string From(Waiting<MailLine> w, Inflow inflow) =>
        inflow.AuthorOf(w) is { } author ? Who.Name(author) : $"{Texts.Cut(w.Line.By ?? w.Segment.Ref.Stream, 40)} (gone)";
}
