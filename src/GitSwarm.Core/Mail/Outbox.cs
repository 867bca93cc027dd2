using System.Text.Json;
using GitSwarm.Feeds;
using GitSwarm.Sessions;
using GitSwarm.Store;

namespace GitSwarm.Mail;

/// <summary>What somebody wants to send.</summary>
/// <param name="Address">To whom, as typed.</param>
public sealed record Message(string Address)
{
    /// <summary>For people and models; null where it is for handlers.</summary>
    public string? Text { get; init; }

    /// <summary>For handlers: which kind.</summary>
    public string? Type { get; init; }

    /// <summary>For handlers: its fields.</summary>
    public JsonElement? Fields { get; init; }

    /// <summary>What it is about.</summary>
    public string? Summary { get; init; }

    /// <summary>The sender's colour.</summary>
    public string? Color { get; init; }

    /// <summary>How soon it comes out.</summary>
    public Priority Priority { get; init; } = Priority.Next;

    /// <summary>True to be told that it was shown.</summary>
    public bool Ack { get; init; }

    /// <summary>The id of the message it answers.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>Ids of the recipient's claims that the sender took over, where that is what it tells.</summary>
    public IReadOnlyList<string>? TookOver { get; init; }
}

/// <summary>A message that is on its way.</summary>
/// <param name="Line">As written.</param>
/// <param name="To">To whom.</param>
public sealed record Sent(MailLine Line, Addressee To);

/// <summary>Writes the outbox of the caller's session.</summary>
/// <param name="feeds">Adds lines.</param>
/// <param name="now">UTC.</param>
/// <param name="ids">Makes ids.</param>
public sealed class Outbox(FeedStore feeds, DateTimeOffset now, Ids ids)
{
    /// <summary>Sends.</summary>
    /// <exception cref="SwarmException">Nobody has that address, or the text is too long.</exception>
    public Sent Send(Caller caller, Message message) => Send(FeedWriter.Of(caller), message);

    /// <inheritdoc cref="Send(Caller, Message)"/>
    public Sent Send(FeedWriter writer, Message message)
    {
        Addressee? to = null;
        var id = ids.NewUuid();
        var line = feeds.Append(
            SwarmRefs.Mail,
            writer,
            static () => MailJson.Default.MailLine,
            (roster, me) =>
            {
                to = Addressee.Find(roster, me, message.Address, now);
                return new MailLine
                {
                    Id = id,
                    At = now,
                    By = me.Name,
                    To = to.To.Text,
                    ToName = to.Name,
                    Readers = to.Readers,
                    Text = message.Text,
                    Type = message.Type,
                    Fields = message.Fields,
                    Summary = message.Summary,
                    Color = message.Color ?? me.Record.Team?.Color,
                    Priority = message.Priority == Priority.Next ? null : Priorities.Text(message.Priority),
                    Ack = message.Ack ? true : null,
                    ReplyTo = message.ReplyTo,
                    TookOver = message.TookOver,
                };
            },
            Addressee.Prefixes(message.Address)
        );
        return new Sent(line, to!);
    }

    /// <summary>Tells the senders of some messages that they were shown.</summary>
    public void Acknowledge(Caller caller, IReadOnlyList<string> messages)
    {
        var id = ids.NewUuid();
        feeds.Append(
            SwarmRefs.Mail,
            FeedWriter.Of(caller),
            static () => MailJson.Default.MailLine,
            (_, me) =>
                new MailLine
                {
                    Id = id,
                    At = now,
                    By = me.Name,
                    Acks = messages,
                }
        );
    }
}
