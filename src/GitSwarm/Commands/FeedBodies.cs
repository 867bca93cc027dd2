using System.Text.Json;
using System.Text.Json.Serialization;
using GitSwarm.Agents.Runs;
using GitSwarm.Cli;
using GitSwarm.Delivery;
using GitSwarm.Mail;
using GitSwarm.Notes;
using GitSwarm.Sessions;

namespace GitSwarm.Commands;

/// <summary>A note as JSON; the fields are those of docs/cli.md.</summary>
internal sealed record NoteBody(
    string Id,
    string? Session,
    string? From,
    string At,
    string Text,
    IReadOnlyList<string> Paths,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Host = null
)
{
    public static NoteBody Of(NoteLine line, string? session, string? from, Session? author = null) =>
        new(line.Id, session, from, Ages.Rfc3339(line.At), line.Text, line.Paths ?? [], Who.HostElsewhere(author));
}

/// <summary>A message received, as JSON; <c>from</c> is the name on its author's record, never what a line says of itself.</summary>
internal sealed record MessageBody(
    string Id,
    string Session,
    string? From,
    string At,
    string To,
    string Priority,
    string? Summary,
    string? Color,
    string? ReplyTo,
    bool Ack,
    string? Text,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Host,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Type,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? Fields
)
{
    public static MessageBody Of(MailLine line, string session, Session? author) =>
        new(
            line.Id,
            session,
            author?.Name,
            Ages.Rfc3339(line.At),
            line.To ?? "",
            Priorities.Text(line.Urgency),
            line.Summary,
            line.Color,
            line.ReplyTo,
            line.Ack == true,
            TaskNotice.TextOf(line),
            Who.HostElsewhere(author),
            line.Type,
            line.Lane == Lane.Protocol ? line.Fields : null
        );
}

/// <summary>A message sent, as JSON.</summary>
internal sealed record SentBody(
    string Id,
    string At,
    string To,
    string? ToName,
    string Priority,
    string? Summary,
    string? ReplyTo,
    string State,
    string? Text
)
{
    public static SentBody Of(MailLine line, string state) =>
        new(
            line.Id,
            Ages.Rfc3339(line.At),
            line.To ?? "",
            line.ToName,
            Priorities.Text(line.Urgency),
            line.Summary,
            line.ReplyTo,
            state,
            line.Text
        );
}

/// <summary>Something that happened, as JSON.</summary>
internal sealed record EventBody(string At, string Kind, string Session, string? Name, string Text);

/// <summary>What nobody else claims any more, as JSON.</summary>
internal sealed record FreeBody(string Free);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    GenerationMode = JsonSourceGenerationMode.Serialization
)]
[JsonSerializable(typeof(NoteBody))]
[JsonSerializable(typeof(NoteBody[]))]
[JsonSerializable(typeof(MessageBody[]))]
[JsonSerializable(typeof(SentBody))]
[JsonSerializable(typeof(SentBody[]))]
[JsonSerializable(typeof(EventBody[]))]
[JsonSerializable(typeof(FreeBody))]
internal sealed partial class FeedContext : JsonSerializerContext;
