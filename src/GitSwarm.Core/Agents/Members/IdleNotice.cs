using System.Text.Json;
using GitSwarm.Clients;
using GitSwarm.Mail;
using GitSwarm.Requests;

namespace GitSwarm.Agents.Members;

/// <summary>What the lead is told when a member's turn is over: fields <c>from</c>, <c>reason</c>, <c>result</c> ([L1]).</summary>
/// <param name="From">The member's agent id: <c>ui@web</c>.</param>
/// <param name="Reason"><c>available</c>, or <c>failed</c>.</param>
/// <param name="Result">What it said at the end, or why it failed.</param>
public sealed record IdleNotice(string From, string Reason, string? Result)
{
    /// <summary>The reason of one whose turn went well.</summary>
    public const string Available = "available";

    /// <summary>The reason of one whose turn did not.</summary>
    public const string Failed = "failed";

    /// <summary>Characters of the result that are told; the transcript has all of it.</summary>
    public const int LongestResult = 3000;

    /// <summary>The fields of the message.</summary>
    public JsonElement Fields() =>
        RequestFields.Of(json =>
        {
            json.WriteString("from", From);
            json.WriteString("reason", Reason);
            if (Result is { Length: > 0 } said)
            {
                json.WriteString("result", Texts.Beginning(said, LongestResult, "\n… (cut; its transcript has all of it)"));
            }
        });

    /// <summary>Reads the fields of a message; null where they are none of such a notice.</summary>
    public static IdleNotice? Read(MailLine line) =>
        line is { Type: MailLine.IdleNotification, Fields: { } fields } && fields.Text("from") is { } from
            ? new IdleNotice(from, fields.Text("reason") ?? Available, fields.Text("result"))
            : null;

    /// <summary>In one line, without who it is.</summary>
    public string Standing => Reason == Available ? "is through with its turn and waits" : "failed in its turn and waits";

    /// <summary>For people: who, and what it said.</summary>
    public string Plain() => $"{Texts.Cut(From, 100)} {Standing}{(Result is { Length: > 0 } said ? $"\n{said}" : "")}";
}
