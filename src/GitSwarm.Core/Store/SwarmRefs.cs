using System.Globalization;
using GitSwarm.Git;

namespace GitSwarm.Store;

/// <summary>Every ref name of git-swarm is built and taken apart here.</summary>
/// <remarks>Form: <c>refs/swarm/&lt;kind&gt;/&lt;clone&gt;/&lt;session&gt;[/&lt;n&gt;]</c>, components of <c>[a-z0-9-]</c>, at most 64 bytes each.</remarks>
public static class SwarmRefs
{
    /// <summary>All refs of ours that are written here.</summary>
    public const string Root = "refs/swarm/";

    /// <summary>All refs fetched from elsewhere: <c>refs/swarm-remote/&lt;remote&gt;/…</c>.</summary>
    public const string RemoteRoot = "refs/swarm-remote/";

    /// <summary>Kind: the tick of a session, one blob shared by all that are in one state.</summary>
    public const string Heartbeats = "heartbeats";

    /// <summary>Kind: who a session is.</summary>
    public const string Sessions = "sessions";

    /// <summary>Kind: the process whose life is a session's; never leaves the machine.</summary>
    public const string Processes = "processes";

    /// <summary>Kind: the files a session touched last.</summary>
    public const string Touched = "touched";

    /// <summary>Kind: the claims of a session.</summary>
    public const string Locks = "locks";

    /// <summary>Kind: records of many sessions of a clone in one blob; only at remotes, and in what was fetched from them.</summary>
    public const string Presence = "presence";

    /// <summary>Stands for the remote in the names of records that came in a <see cref="Presence"/> under <see cref="Root"/>.</summary>
    public const string ByHand = "-";

    /// <summary>Kind: the notes of a session, in numbered segments.</summary>
    public const string Notes = "notes";

    /// <summary>Kind: the outbox of a session, in numbered segments.</summary>
    public const string Mail = "mail";

    /// <summary>Kind: what a session has been shown; never leaves the machine.</summary>
    public const string Cursors = "cursors";

    /// <summary>Kind: one launch of an agent; never leaves the machine.</summary>
    public const string Runs = "runs";

    /// <summary>Kind: a list of tasks of a clone.</summary>
    public const string Tasks = "tasks";

    /// <summary>Kind: a team; what is only of use here stays here (see <c>Sync/TeamFilter</c>).</summary>
    public const string Teams = "teams";

    /// <summary>Stands for clone and session in the name of the ref that every change of claims moves.</summary>
    public const string Head = "head";

    /// <summary>The ref outside <c>refs/</c> whose reflog keeps superseded blobs; see <see cref="KeptReflog"/>. Its name is one git takes for a root ref.</summary>
    public static RefName Kept { get; } = new("SWARM_KEPT_HEAD");

    /// <summary>Kind: trees that older versions kept superseded blobs by, one ref a day; never leaves the machine.</summary>
    public const string Superseded = "superseded";

    /// <summary>The kinds other clones get to see; nothing else ever leaves the machine, or counts when it comes from elsewhere.</summary>
    public static IReadOnlyList<string> Shared { get; } = [Sessions, Heartbeats, Touched, Presence, Locks, Notes, Mail, Tasks, Teams];

    /// <summary>The kinds whose records travel together in a <see cref="Presence"/>.</summary>
    public static IReadOnlyList<string> InPresence { get; } = [Sessions, Heartbeats, Touched];

    /// <summary>The kinds that make up a session, in the order they are written.</summary>
    public static IReadOnlyList<string> SessionKinds { get; } = [Sessions, Processes, Heartbeats, Touched];

    /// <summary>Stands for the session in the names of segments that hold the notes of sessions that ended.</summary>
    public const string Archive = "archive";

    /// <summary>The ref that every change of claims moves: what makes them exclusive.</summary>
    public static RefName LocksHead { get; } = new($"{Root}{Locks}/{Head}/{Head}");

    /// <summary>The prefix of a kind, for listing.</summary>
    public static string Prefix(string kind) => Root + kind;

    /// <summary>The same records wherever they are: prefixes of shared kinds, each with the pattern of those that were fetched.</summary>
    /// <param name="prefixes">As of <see cref="Prefix"/>, or whole names.</param>
    public static IEnumerable<string> Everywhere(IEnumerable<string> prefixes)
    {
        var fetched = new List<string>();
        var travels = false;
        foreach (var prefix in prefixes)
        {
            yield return prefix;
            if (
                Shared.FirstOrDefault(k => prefix.Length == Root.Length + k.Length && prefix.EndsWith(k, StringComparison.Ordinal)) is
                { } kind
            )
            {
                fetched.Add($"{RemoteRoot}*/{kind}/*/{(IsFeed(kind) ? "*/*" : "*")}");
                travels |= InPresence.Contains(kind);
            }
        }
        if (travels)
        {
            yield return Prefix(Presence);
            yield return $"{RemoteRoot}*/{Presence}/*/*";
        }
        foreach (var pattern in fetched)
        {
            yield return pattern;
        }
    }

    /// <summary>True for kinds that are kept in numbered segments.</summary>
    public static bool IsFeed(string kind) => kind is Notes or Mail;

    /// <summary>The ref under which a record fetched from a remote is kept.</summary>
    /// <param name="remote">The remote as a component.</param>
    /// <param name="name">Its name there, below <see cref="Root"/>.</param>
    public static RefName Fetched(string remote, RefName name) => new($"{RemoteRoot}{remote}/{name.Value[Root.Length..]}");

    /// <summary>What a fetched record is called at its remote; null for other names.</summary>
    /// <param name="remote">The remote as a component.</param>
    /// <param name="name">The name here.</param>
    public static RefName? AtRemote(string remote, RefName name)
    {
        var prefix = $"{RemoteRoot}{remote}/";
        return name.Value.StartsWith(prefix, StringComparison.Ordinal) ? new RefName(Root + name.Value[prefix.Length..]) : null;
    }

    /// <summary>The ref of a kind that has one record a session.</summary>
    public static RefName Of(string kind, string clone, SessionId session) => new($"{Root}{kind}/{clone}/{session}");

    /// <summary>The ref of a part of what others know of a clone's sessions.</summary>
    /// <param name="clone">The clone.</param>
    /// <param name="part">Which part, as a component.</param>
    public static RefName PresenceOf(string clone, string part) => new($"{Root}{Presence}/{clone}/{part}");

    /// <summary>The ref of a list of tasks.</summary>
    /// <param name="clone">Whose it is.</param>
    /// <param name="list">Its name, as a component.</param>
    public static RefName TasksOf(string clone, string list) => new($"{Root}{Tasks}/{clone}/{list}");

    /// <summary>The ref of a numbered segment of a session's feed.</summary>
    public static RefName Segment(string kind, string clone, SessionId session, int number) => Segment(kind, clone, session.Value, number);

    /// <summary>The ref of a numbered segment of the archive.</summary>
    public static RefName ArchiveSegment(string kind, string clone, int number) => Segment(kind, clone, Archive, number);

    private static RefName Segment(string kind, string clone, string stream, int number) =>
        new($"{Root}{kind}/{clone}/{stream}/{number.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>Takes a name apart; null when it is none of ours or has a form of no version known.</summary>
    public static SwarmRef? Parse(RefName name)
    {
        var isFetched = name.Value.StartsWith(RemoteRoot, StringComparison.Ordinal);
        if (!isFetched && !name.Value.StartsWith(Root, StringComparison.Ordinal))
        {
            return null;
        }
        var parts = name.Value[(isFetched ? RemoteRoot : Root).Length..].Split('/');
        if (!parts.All(IsComponent))
        {
            return null;
        }
        return (isFetched ? parts[1..] : parts) is [var kind, var clone, var stream, .. var segment] && segment.Length < 2
            ? new SwarmRef(kind, clone, stream, segment is [var number] ? number : null) { Remote = isFetched ? parts[0] : null }
            : null;
    }

    /// <summary>True for 1 to 64 characters of <c>[a-z0-9-]</c>.</summary>
    public static bool IsComponent(string text) =>
        text.Length is > 0 and <= 64 && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}

/// <summary>The parts of a ref name of ours.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="CloneId">Whose it is: the clone.</param>
/// <param name="Stream">Whose it is: the session, or the name of a list, team or day.</param>
/// <param name="Segment">The number of a segment, or null.</param>
public sealed record SwarmRef(string Kind, string CloneId, string Stream, string? Segment)
{
    /// <summary>The remote it was fetched from, as a component; null for what lies under <see cref="SwarmRefs.Root"/>.</summary>
    public string? Remote { get; init; }
}
