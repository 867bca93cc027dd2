using System.CommandLine;
using System.Text;
using System.Text.Json;
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
        var lines = InOrder(inflow.Text.Lines);
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

    /// <summary>The more urgent first; first in, first out within one priority.</summary>
    public static List<Waiting<MailLine>> InOrder(IEnumerable<Waiting<MailLine>> lines)
    {
        var ordered = lines.DistinctBy(w => w.Line.Id).ToList();
        ordered.Sort(
            (a, b) =>
                a.Line.Urgency != b.Line.Urgency ? a.Line.Urgency - b.Line.Urgency
                // Within a feed its own order counts, whatever the clock said.
                : a.Segment.Feed == b.Segment.Feed ? a.Line.Seq.CompareTo(b.Line.Seq)
                : a.Line.At.CompareTo(b.Line.At) is var order and not 0 ? order
                : string.CompareOrdinal(a.Line.Id, b.Line.Id)
        );
        return ordered;
    }

    private static string Block(Waiting<MailLine> w, Inflow inflow, SwarmHost host)
    {
        var line = w.Line;
        var style = host.Output.Style;
        var text = new StringBuilder(style.Bold(From(w, inflow)));
        text.Append($"  {Ages.Ago(line.At, host.Now)} ago  {style.Dim(ShortId.Of(line.Id))}");
        text.Append(line.Urgency == Priority.Next ? "" : $"  {Priorities.Text(line.Urgency)}");
        text.Append(line.To == Recipient.All ? "  to everybody" : "");
        text.Append(line.ReplyTo is { } id ? $"  re {ShortId.Of(id)}" : "");
        text.Append(line.Summary is { } summary ? $"  {Texts.Cut(summary, 200)}" : "").Append('\n');
        foreach (var part in Texts.Lines(line.Text ?? ""))
        {
            text.Append($"    {part}".TrimEnd()).Append('\n');
        }
        return text.ToString();
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
            w.Line.Text,
        ];
        return string.Join('\t', fields.Select(f => Texts.OneLine(f ?? ""))) + "\n";
    }

    private static string From(Waiting<MailLine> w, Inflow inflow) =>
        inflow.AuthorOf(w) is { } author ? Who.Name(author) : $"{Texts.Cut(w.Line.By ?? w.Segment.Ref.Stream, 40)} (gone)";
}
