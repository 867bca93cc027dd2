using System.Text.Json;
using System.Text.Json.Serialization;
using GitSwarm.Delivery;
using GitSwarm.Feeds;

namespace GitSwarm.Mail;

/// <summary>A line of an outbox (kind <c>mail</c>): a message, or acknowledgements of messages received.</summary>
public sealed record MailLine : FeedLine
{
    /// <summary>To whom, as <see cref="Recipient"/> reads it; null for acknowledgements.</summary>
    public string? To { get; init; }

    /// <summary>What the recipient was called when it was sent; a session of that name that comes later gets what was left unread.</summary>
    public string? ToName { get; init; }

    /// <summary>To a team or channel: who was in it when it was sent, as <c>clone/session</c>, and what each was called; null for others.</summary>
    public IReadOnlyDictionary<string, string>? Readers { get; init; }

    /// <summary>A message for people and models.</summary>
    public string? Text { get; init; }

    /// <summary>A message for handlers: which kind, such as <c>shutdown_request</c>. Then <see cref="Text"/> is null.</summary>
    public string? Type { get; init; }

    /// <summary>A message for handlers: its fields.</summary>
    public JsonElement? Fields { get; init; }

    /// <summary>What it is about, in a few words.</summary>
    public string? Summary { get; init; }

    /// <summary>The sender's colour, a name or <c>#rrggbb</c>.</summary>
    public string? Color { get; init; }

    /// <summary>As of <see cref="Priorities"/>; null for <c>next</c>.</summary>
    public string? Priority { get; init; }

    /// <summary>True where the sender wants to know that it was shown.</summary>
    public bool? Ack { get; init; }

    /// <summary>The id of the message it answers.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>Ids of messages received and shown whose senders wanted to know.</summary>
    public IReadOnlyList<string>? Acks { get; init; }

    /// <summary>Ids of claims of the recipient that its sender took over, and tells of here; null in any other message.</summary>
    public IReadOnlyList<string>? TookOver { get; init; }

    /// <summary>The <see cref="Type"/> of messages about the end of a run: they come out with those for people and models.</summary>
    public const string TaskNotification = "task_notification";

    /// <summary>The <see cref="Type"/> of messages about a run that is on; they come out with those for people and models, too.</summary>
    public const string TaskProgress = "task_progress";

    /// <summary>The <see cref="Type"/> of messages about a member whose turn is over; they come out with those for people and models, too.</summary>
    public const string IdleNotification = "idle_notification";

    /// <summary>In which lane it is read; null where it is no message.</summary>
    [JsonIgnore]
    public Lane? Lane =>
        this switch
        {
            { To: null } => null,
            { Type: TaskNotification or TaskProgress or IdleNotification, Text: null } or { Type: null, Text: not null } => Delivery
                .Lane
                .Text,
            { Type: not null, Text: null } => Delivery.Lane.Protocol,
            _ => null,
        };

    /// <summary>How soon it comes out.</summary>
    [JsonIgnore]
    public Priority Urgency => Priority is { } text ? Priorities.Parse(text) ?? Mail.Priority.Next : Mail.Priority.Next;
}

/// <summary>How messages look in JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true
)]
[JsonSerializable(typeof(MailLine))]
public sealed partial class MailJson : JsonSerializerContext;
