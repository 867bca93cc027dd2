using System.Text;
using GitSwarm.Agents.Runs;
using GitSwarm.Briefing;
using GitSwarm.Cli;
using GitSwarm.Delivery;
using GitSwarm.Mail;
using GitSwarm.Requests;

namespace GitSwarm.Commands;

/// <summary>Messages as <c>inbox</c> shows them: in blocks for people, in rows for programs.</summary>
internal static class InboxText
{
    /// <summary>A question, and how it is answered.</summary>
    public static string Question(Request question, SwarmHost host)
    {
        var (asks, of) = RequestFacts.Said(question);
        var id = ShortId.Of(question.Id);
        if (!host.Output.Terminal)
        {
            string?[] fields =
            [
                question.Id,
                Ages.Rfc3339(question.Message.Line.At),
                Who.Name(question.From),
                question.Kind.Type,
                null,
                asks,
                of,
            ];
            return Joined(fields);
        }
        var style = host.Output.Style;
        return $"{style.Bold(Who.Name(question.From))} {asks}  {style.Dim(id)}\n"
            + (of is null ? "" : Columns.Below(of, host.Output.Width))
            + Columns.Below($"answer: git swarm team approve {id}, or team refuse {id} --reason \"...\"", host.Output.Width);
    }

    /// <summary>A message, for people.</summary>
    public static string Block(Waiting<MailLine> w, Inflow inflow, SwarmHost host)
    {
        var line = w.Line;
        var style = host.Output.Style;
        var (from, id) = (From(w, inflow), ShortId.Of(line.Id));
        var age = $"  {Ages.Ago(line.At, host.Now)} ago  ";
        var more = new StringBuilder(line.Urgency == Priority.Next ? "" : $"  {Priorities.Text(line.Urgency)}");
        more.Append(Groups.AreMeant(line.To) ? $"  to {Texts.Cut(line.ToName ?? "everybody", 40)}" : "");
        more.Append(line.ReplyTo is { } answered ? $"  re {ShortId.Of(answered)}" : "");
        more.Append(line.Summary is { } summary ? $"  {summary}" : "");
        var room = Math.Max(20, host.Output.Width - from.Length - age.Length - id.Length);
        return $"{style.Bold(from)}{age}{style.Dim(id)}{Columns.Cut(more.ToString(), room)}\n"
            + Columns.Below(
                (line.Type == TaskNotice.Type ? TaskNoticeJson.Read(line.Fields)?.Plain() : TaskNotice.TextOf(line)) ?? "",
                host.Output.Width
            );
    }

    /// <summary>A message, in one line of fields.</summary>
    public static string Row(Waiting<MailLine> w, Inflow inflow)
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
        return Joined(fields);
    }

    private static string From(Waiting<MailLine> w, Inflow inflow) =>
        inflow.AuthorOf(w) is { } author ? Who.Name(author) : $"{Texts.Cut(w.Line.By ?? w.Segment.Ref.Stream, 40)} (gone)";

    private static string Joined(string?[] fields) => string.Join('\t', fields.Select(f => Texts.OneLine(f ?? ""))) + "\n";
}
