using System.Text.Json;
using GitSwarm.Delivery;
using GitSwarm.Mail;
using GitSwarm.Sessions;

namespace GitSwarm.Requests;

/// <summary>A question that waits for an answer.</summary>
/// <param name="Kind">What it asks.</param>
/// <param name="Id">Its id, by which it is answered.</param>
/// <param name="Message">The message it came with.</param>
/// <param name="From">Who asks.</param>
/// <param name="Fields">What it says.</param>
public sealed record Request(RequestKind Kind, string Id, Waiting<MailLine> Message, Session From, JsonElement Fields)
{
    /// <summary>The questions that wait for a session: those whose asker is gone, or no longer waits, are none.</summary>
    /// <param name="inflow">What waits for it.</param>
    /// <param name="now">UTC.</param>
    public static IReadOnlyList<Request> Open(Inflow inflow, DateTimeOffset now) =>
        inflow.Protocol.Lines.Count == 0
            ? []
            : [.. inflow.Protocol.Lines.Select(w => Of(inflow, w)).OfType<Request>().Where(r => r.Until is not { } end || end > now)];

    /// <summary>When its asker stops waiting; null where it does not say.</summary>
    public DateTimeOffset? Until => RequestFields.Until(Fields);

    private static Request? Of(Inflow inflow, Waiting<MailLine> waiting) =>
        RequestKind.Of(waiting.Line.Type) is { } kind
        && waiting.Line.Fields is { } fields
        && RequestFields.IsPlain(fields)
        && RequestFields.Id(fields) is { } id
        && inflow.AuthorOf(waiting) is { IsLive: true } from
            ? new Request(kind, id, waiting, from, fields)
            : null;
}
