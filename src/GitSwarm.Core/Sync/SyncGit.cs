using GitSwarm.Git;
using GitSwarm.Store;

namespace GitSwarm.Sync;

/// <summary>The two git commands that talk to a remote, with everything of the user's configuration that could change them switched off.</summary>
/// <remarks>
/// Nothing is asked for: who signs in does it through git's credential helpers and ssh agents. Neither the user's
/// configuration nor FETCH_HEAD is written, no hook of theirs runs, tags and branches stay as they are.
/// </remarks>
/// <param name="git">The repository's plumbing.</param>
/// <param name="remote">With whom.</param>
/// <param name="patience">After that long git is ended.</param>
/// <param name="ssh"><c>core.sshCommand</c>; null where it is not set.</param>
public sealed class SyncGit(SwarmGit git, SyncRemote remote, TimeSpan patience, string? ssh)
{
    /// <summary>Refs in one push: an argument list has room for some thousands.</summary>
    private const int MostInOnePush = 1000;

    private static readonly string[] Fetching =
    [
        "fetch",
        "--quiet",
        "--no-tags",
        "--no-write-fetch-head",
        "--no-auto-maintenance",
        "--no-recurse-submodules",
        "--no-show-forced-updates",
        "--no-write-commit-graph",
        "--no-filter",
        "--refmap=",
    ];

    private static readonly string[] Pushing =
    [
        "push",
        "--porcelain",
        "--no-verify",
        "--no-signed",
        "--no-follow-tags",
        "--no-thin",
        "--recurse-submodules=no",
    ];

    private readonly Dictionary<string, string> environment = SyncEnvironment.Of(git, remote, ssh);

    private static readonly string[] Settings =
    [
        // What the user tells the server of their own pushes, such as to open a merge request.
        "-c",
        "push.pushOption=",
        "-c",
        "http.lowSpeedLimit=1",
        "-c",
        "http.lowSpeedTime=60",
    ];

    /// <summary>Fetches every swarm ref; those gone at the remote go here.</summary>
    public GitResult Fetch() => Run([.. Fetching, "--prune", "--end-of-options", remote.Name, $"+{SwarmRefs.Root}*:{remote.Prefix}/*"]);

    /// <summary>Fetches objects without a ref for them.</summary>
    public GitResult FetchObjects(IEnumerable<string> ids) => Run([.. Fetching, "--end-of-options", remote.Name, .. ids]);

    /// <summary>Lists refs of the remote.</summary>
    /// <exception cref="SwarmException">It cannot be reached, or does not answer.</exception>
    public Dictionary<RefName, ObjectId> List(string pattern)
    {
        var result = Run(["ls-remote", "--quiet", "--refs", "--end-of-options", remote.Name, pattern]);
        if (!result.Ok)
        {
            throw RemoteErrors.Unreachable(remote, result);
        }
        var refs = new Dictionary<RefName, ObjectId>();
        foreach (var line in result.Text.Split('\n'))
        {
            // <id> TAB <name>
            if (line.Split('\t') is [var id, var name] && ObjectId.TryParse(id, out var value))
            {
                refs[new RefName(name)] = value;
            }
        }
        return refs;
    }

    /// <summary>Pushes some changes, each for itself.</summary>
    /// <returns>What became of each, and the last failure of git as a whole; null where there was none.</returns>
    public (List<RefResult> Results, GitResult? Failure) Push(IReadOnlyList<RefPush> changes)
    {
        var results = new List<RefResult>();
        foreach (var some in changes.Chunk(MostInOnePush))
        {
            var leases = some.Where(c => c.Lease is not null).Select(c => $"--force-with-lease={c.Name}:{Hex(c.Lease!.Value)}");
            var refspecs = some.Select(c => (c.Lease is null && !c.New.IsNone ? "+" : "") + $"{Hex(c.New)}:{c.Name}");
            var result = Run([.. Pushing, .. leases, "--end-of-options", remote.Name, .. refspecs]);
            results.AddRange(PushReport.Parse(result, some));
            // Rejected refs are no failure of the whole: they have lines of their own.
            if (!result.Ok && !result.Text.Contains("\t[", StringComparison.Ordinal))
            {
                return (results, result);
            }
        }
        return (results, null);
    }

    /// <summary>Pushes some changes, all or none, each only if the remote is as expected.</summary>
    public GitResult PushAtomically(IReadOnlyList<RefPush> changes)
    {
        var leases = changes.Select(c => $"--force-with-lease={c.Name}:{Hex(c.Lease ?? default)}");
        return Run([.. Pushing, "--atomic", .. leases, "--end-of-options", remote.Name, .. changes.Select(c => $"{Hex(c.New)}:{c.Name}")]);
    }

    private static string Hex(ObjectId id) => id.IsNone ? "" : id.Hex;

    private GitResult Run(IReadOnlyList<string> arguments)
    {
        using var child = git.Start([.. Settings, .. arguments], Directory(), environment);
        using var timer = new Timer(_ => child.Kill(), null, patience, Timeout.InfiniteTimeSpan);
        return child.Finish();
    }

    /// <summary>A remote may be a path relative to the work tree.</summary>
    private string Directory()
    {
        var repository = git.Repository;
        return Path.GetFileName(repository.CommonDir) == ".git" ? Path.GetDirectoryName(repository.CommonDir)! : repository.CommonDir;
    }
}

/// <summary>A change of one ref of the remote.</summary>
/// <param name="Name">The ref there.</param>
/// <param name="New">What it shall point at; none deletes it.</param>
/// <param name="Lease">What it must point at now, none for not being there; null where that does not matter.</param>
public sealed record RefPush(RefName Name, ObjectId New, ObjectId? Lease = null);
