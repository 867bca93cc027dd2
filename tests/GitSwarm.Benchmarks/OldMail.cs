using System.Globalization;
using GitSwarm.Feeds;
using GitSwarm.Git;
using GitSwarm.Mail;
using GitSwarm.Setup;
using GitSwarm.Store;

namespace GitSwarm.Benchmarks;

/// <summary>Gives sessions outboxes full of messages, a segment at a time: ten thousand commands would take minutes.</summary>
internal sealed class OldMail(Scene scene)
{
    /// <summary>As many segments are written at once.</summary>
    private const int Batch = 8;

    private readonly SwarmGit git = scene.Plumbing();

    /// <summary>Every session but the first writes to the first, to the next and to everybody by turns.</summary>
    /// <param name="sessions">How many sessions; each is called worker-N.</param>
    /// <param name="messages">How many messages in all.</param>
    internal void Write(int sessions, int messages)
    {
        var store = new SwarmStore(git, new Random(1), SwarmStore.CommandDeadline);
        var changes = new List<RefChange>();
        var now = TimeProvider.System.GetUtcNow();
        for (var sender = 1; sender < sessions; sender++)
        {
            var own = Enumerable
                .Range(0, messages)
                .Where(n => n % (sessions - 1) == sender - 1)
                .Select(n => Line(n, sender, sessions, now));
            var segments = own.Chunk(FeedText.FullLines).Select((lines, i) => (Number: i + 1, Lines: lines));
            changes.AddRange(
                segments.Select(s => new RefChange(
                    SwarmRefs.Segment(SwarmRefs.Mail, CloneId, SessionId.From($"session-{sender}"), s.Number),
                    s.Lines.Aggregate(Array.Empty<byte>(), (text, line) => FeedText.With(text, line, MailJson.Default.MailLine)),
                    default
                ))
            );
        }
        foreach (var batch in changes.Chunk(Batch))
        {
            store.Update([SwarmRefs.Prefix(SwarmRefs.Mail)], _ => new Decision<bool>(true, batch));
        }
    }

    private string CloneId => CloneIdentity.Of(git.Repository).IdForReading;

    private MailLine Line(int number, int sender, int sessions, DateTimeOffset now) =>
        new()
        {
            Seq = now.ToUnixTimeMilliseconds() + number,
            Id = Guid.CreateVersion7(now).ToString(),
            At = now,
            By = $"worker-{sender}",
            To = (number % 3) switch
            {
                0 => Recipient.All,
                1 => $"{Recipient.Session}:{CloneId}/session-0",
                _ => $"{Recipient.Session}:{CloneId}/session-{1 + (sender % (sessions - 1))}",
            },
            Text = string.Create(
                CultureInfo.InvariantCulture,
                $"message {number}: the form of part {number % 40} reads its fields itself now"
            ),
        };
}
