using System.Text;
using GitSwarm.Git;
using GitSwarm.Store;

namespace GitSwarm.Sync;

/// <summary>The way around a remote that takes nothing but heads and tags: one branch a clone, with the same blobs in one commit.</summary>
/// <remarks>
/// Only where <c>swarm.syncBranch</c> says so, for everybody sees the branch. Each push replaces it by a commit without
/// parents. Here its blobs get the same refs as if they had been fetched one by one, so readers see no difference.
/// </remarks>
/// <param name="git">The repository's plumbing.</param>
/// <param name="remote">The remote.</param>
/// <param name="wire">Talks to it.</param>
/// <param name="cloneId">This clone.</param>
internal sealed class BranchCarrier(SwarmGit git, SyncRemote remote, SyncGit wire, string cloneId) : ICarrier
{
    /// <summary>Below it each clone has a branch.</summary>
    public const string Heads = "refs/heads/swarm-sync/";

    private static readonly Dictionary<string, string> Author = new(StringComparer.Ordinal)
    {
        // No more about anybody than the records say.
        ["GIT_AUTHOR_NAME"] = "git-swarm",
        ["GIT_AUTHOR_EMAIL"] = "git-swarm@localhost",
        ["GIT_COMMITTER_NAME"] = "git-swarm",
        ["GIT_COMMITTER_EMAIL"] = "git-swarm@localhost",
    };

    /// <inheritdoc/>
    public string? Fetch(IReadOnlyDictionary<RefName, ObjectId> tracked)
    {
        var tips = wire.List(Heads + "*").ToDictionary(t => t.Key.Value[Heads.Length..], t => t.Value, StringComparer.Ordinal);
        var missing = tips.Values.Distinct().Where(t => !git.Run(["cat-file", "-e", t.Hex + "^{tree}"]).Ok).Select(t => t.Hex).ToList();
        if (missing.Count > 0)
        {
            var fetched = wire.FetchObjects(missing);
            if (!fetched.Ok)
            {
                throw RemoteErrors.Unreachable(remote, fetched);
            }
        }
        var now = tips.SelectMany(t => BlobsIn(t.Key, t.Value)).ToDictionary(b => b.Name, b => b.Id);
        var changes = tracked
            .Keys.Where(n => !now.ContainsKey(n))
            .Select(n => $"delete {n}\0\0")
            .Concat(now.Where(n => tracked.GetValueOrDefault(n.Key) != n.Value).Select(n => $"update {n.Key}\0{n.Value}\0\0"));
        git.Run(["update-ref", "--stdin", "-z"], Encoding.UTF8.GetBytes(string.Concat(changes))).OrThrow("write what was fetched");
        return null;
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<RefName, ObjectId> List(IReadOnlyDictionary<RefName, ObjectId> known) => known;

    /// <inheritdoc/>
    public (List<RefResult> Results, GitResult? Failure) Push(IReadOnlyDictionary<RefName, ObjectId> wanted, IReadOnlyList<RefPush> changes)
    {
        var commit = git.Run(["commit-tree", "-m", "Records of git-swarm", TreeOf(wanted)], extra: Author).OrThrow("write a commit").Text;
        var branch = new RefPush(new RefName(Heads + cloneId), ObjectId.Parse(commit));
        var (results, failure) = wire.Push([branch]);
        var refused = results.Find(r => r.IsRefused);
        return (
            refused is null && failure is null
                ? [.. changes.Select(c => new RefResult(c.Name, c.New.IsNone ? "deleted" : "updated"))]
                : [.. changes.Select(c => new RefResult(c.Name, "rejected", refused?.Reason))],
            failure
        );
    }

    private string TreeOf(IReadOnlyDictionary<RefName, ObjectId> wanted)
    {
        var index = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["GIT_INDEX_FILE"] = Path.Combine(git.Repository.SwarmDir, "sync-index"),
        };
        git.Run(["read-tree", "--empty"], extra: index).OrThrow("write a tree");
        var entries = wanted.Select(w => $"100644 {w.Value}\t{w.Key.Value[SwarmRefs.Root.Length..]}\0");
        git.Run(["update-index", "-z", "--index-info"], Encoding.UTF8.GetBytes(string.Concat(entries)), index).OrThrow("write a tree");
        return git.Run(["write-tree"], extra: index).OrThrow("write a tree").Text;
    }

    /// <summary>The records of a clone in its branch; those that claim to be of another are not its to tell.</summary>
    private IEnumerable<(RefName Name, ObjectId Id)> BlobsIn(string clone, ObjectId commit)
    {
        var listed = git.Run(["ls-tree", "-r", "-z", commit.Hex]).OrThrow("list a branch of records");
        foreach (var entry in listed.Text.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            // <mode> SP <type> SP <object> TAB <path>
            var tab = entry.IndexOf('\t');
            var name = new RefName(SwarmRefs.Root + entry[(tab + 1)..]);
            if (SwarmRefs.Parse(name)?.CloneId == clone && ObjectId.TryParse(entry[..tab].Split(' ')[^1], out var id))
            {
                yield return (SwarmRefs.Fetched(remote.Key, name), id);
            }
        }
    }
}
