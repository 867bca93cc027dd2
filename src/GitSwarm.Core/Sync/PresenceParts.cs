using System.Globalization;
using GitSwarm.Sessions;
using GitSwarm.Store;

namespace GitSwarm.Sync;

/// <summary>Which of a clone's sessions travel in which blob, and when such a blob is worth a push: pure functions.</summary>
/// <remarks>
/// Each push of a blob leaves an object at the remote, which a git before 2.41 keeps loose for two weeks. So all sessions that
/// are not over share one; those that ended share one a day, which then stays as it is.
/// </remarks>
public static class PresenceParts
{
    /// <summary>The part of sessions that are not over.</summary>
    public const string Live = "live";

    /// <summary>A part larger than this, in bytes, is split, for readers take no blob over 1 MiB.</summary>
    public const int Large = SnapshotReader.LargestBlob / 2;

    /// <summary>The part a session belongs to.</summary>
    /// <param name="ended">When it ended; null while it did not.</param>
    public static string PartOf(DateTimeOffset? ended) =>
        ended is { } time ? time.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture) : Live;

    /// <summary>The sessions by part; what is too large for one goes on in <c>&lt;part&gt;-2</c> and so on.</summary>
    /// <param name="sessions">Each with its part.</param>
    public static Dictionary<string, List<PresenceEntry>> Split(IEnumerable<(string Part, PresenceEntry Entry)> sessions)
    {
        var parts = new Dictionary<string, List<PresenceEntry>>(StringComparer.Ordinal);
        foreach (var part in sessions.GroupBy(s => s.Part, s => s.Entry))
        {
            var (number, size) = (1, 0);
            foreach (var entry in part.OrderBy(e => e.Id, StringComparer.Ordinal))
            {
                var length = entry.Records.Values.Sum(r => r.Length);
                if (size > 0 && size + length > Large)
                {
                    (number, size) = (number + 1, 0);
                }
                size += length;
                var name = number == 1 ? part.Key : $"{part.Key}-{number.ToString(CultureInfo.InvariantCulture)}";
                if (!parts.TryGetValue(name, out var entries))
                {
                    parts[name] = entries = [];
                }
                entries.Add(entry);
            }
        }
        return parts;
    }

    /// <summary>True where the remote should have it now.</summary>
    /// <param name="known">What the remote has.</param>
    /// <param name="entries">What there is to tell.</param>
    /// <param name="now">UTC.</param>
    /// <param name="pace">What is held back.</param>
    public static bool IsDue(PresenceBlob known, IReadOnlyList<PresenceEntry> entries, DateTimeOffset now, SyncPace pace)
    {
        if (!known.Entries.Select(e => e.Id).SequenceEqual(entries.Select(e => e.Id)))
        {
            return true;
        }
        var changed = known.Entries.Zip(entries).Where(p => !AreSame(p.First, p.Second)).ToList();
        if (changed.Count == 0)
        {
            return false;
        }
        var age = now - known.At;
        // A time that is still to come says that a clock was set back.
        return age < TimeSpan.Zero || age >= (changed.Exists(p => IsNews(p.First, p.Second)) ? pace.News : pace.Ticks);
    }

    private static bool AreSame(PresenceEntry a, PresenceEntry b) =>
        a.Records.Count == b.Records.Count
        && a.Records.All(r => b.Records.TryGetValue(r.Key, out var o) && r.Value.Span.SequenceEqual(o.Span));

    /// <summary>True for more than another tick and later times of the same files.</summary>
    private static bool IsNews(PresenceEntry known, PresenceEntry now) =>
        !Bytes(known, SwarmRefs.Sessions).SequenceEqual(Bytes(now, SwarmRefs.Sessions)) || !Paths(now).IsSubsetOf(Paths(known));

    private static ReadOnlySpan<byte> Bytes(PresenceEntry entry, string kind) =>
        entry.Records.TryGetValue(kind, out var record) ? record.Span : default;

    private static HashSet<string> Paths(PresenceEntry entry) =>
        entry.Records.TryGetValue(SwarmRefs.Touched, out var bytes)
        && Records.Read(
            new StoredBlob(default, new SwarmRef(SwarmRefs.Touched, "", entry.Id, null), default, bytes),
            RecordJson.Default.TouchedRecord,
            []
        )
            is { } touched
            ? touched.Paths.Select(p => p.Path).ToHashSet(StringComparer.Ordinal)
            : [];
}
