using System.Text.Json;
using GitSwarm.Clients;
using GitSwarm.Delivery;
using GitSwarm.Mail;

namespace GitSwarm.Requests;

/// <summary>A yes or a no to a question.</summary>
/// <param name="Id">The question's id.</param>
/// <param name="Yes">Which.</param>
/// <param name="Why">Why, where somebody said so.</param>
public sealed record Answer(string Id, bool Yes, string? Why)
{
    /// <summary>The answer that came to a question; null where none has come yet.</summary>
    /// <remarks>Only who was asked can answer: anybody may write to the one who asks.</remarks>
    /// <param name="inflow">What waits for who asked.</param>
    /// <param name="kind">What was asked.</param>
    /// <param name="id">The question's id.</param>
    /// <param name="asked">The session that was asked, of the same clone.</param>
    public static (Answer Answer, string Message)? To(Inflow inflow, RequestKind kind, string id, string asked)
    {
        foreach (var waiting in inflow.Protocol.Lines)
        {
            if (
                waiting.Line.Type == kind.Answer
                && waiting.Line.Fields is { } fields
                && fields.Id("request_id") == id
                && inflow.AuthorOf(waiting) is { IsLocal: true } author
                && author.Id == asked
            )
            {
                return (new Answer(id, fields.Flag(kind.Yes), fields.Text(kind.Why)), waiting.Line.Id);
            }
        }
        return null;
    }

    /// <summary>The fields of the message that answers.</summary>
    public JsonElement Fields(RequestKind kind) =>
        RequestFields.Of(json =>
        {
            json.WriteString("request_id", Id);
            json.WriteBoolean(kind.Yes, Yes);
            if (Why is not null)
            {
                json.WriteString(kind.Why, Why);
            }
        });
}
