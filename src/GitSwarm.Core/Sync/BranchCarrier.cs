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
    public (string? Trouble, IReadOnlyList<(RefName Name, ObjectId Id, string Reason)> Dropped) Fetch(
        IReadOnlyDictionary<RefName, ObjectId> tracked
    )
    {
        var tips = wire.List(Heads + "*").ToDictionary(t => t.Key.Value[Heads.Length..], t => t.Value, StringComparer.Ordinal);
        var trouble = FetchMissing([.. tips.Values.Distinct()]);
        var now = new Dictionary<RefName, ObjectId>();
        var dropped = new List<(RefName Name, ObjectId Id, string Reason)>();
        foreach (var (clone, tip) in tips)
        {
            var listed = git.Run(["ls-tree", "-r", "-z", tip.Hex]);
            if (listed.Ok)
            {
                Sort(EntriesIn(clone, listed.Text).DistinctBy(e => e.Name), now, dropped);
                continue;
            }
            trouble ??= listed.Reason;
            // What was known of it before stays known.
            foreach (var (name, id) in tracked.Where(t => SwarmRefs.Parse(t.Key)?.CloneId == clone))
            {
                now[name] = id;
            }
        }
        var changes = tracked
            .Keys.Where(n => !now.ContainsKey(n))
            .Select(n => $"delete {n}\0\0")
            .Concat(now.Where(n => tracked.GetValueOrDefault(n.Key) != n.Value).Select(n => $"update {n.Key}\0{n.Value}\0\0"));
        git.Run(["update-ref", "--stdin", "-z"], Encoding.UTF8.GetBytes(string.Concat(changes))).OrThrow("write what was fetched");
        return (trouble, dropped);
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
        var file = Path.Combine(git.Repository.SwarmDir, "sync-index");
        // One exchange of a clone at a time: a lock that is there was left by a git that was killed.
        StaleLocks.Remove(file + ".lock");
        var index = new Dictionary<string, string>(StringComparer.Ordinal) { ["GIT_INDEX_FILE"] = file };
        git.Run(["read-tree", "--empty"], extra: index).OrThrow("write a tree");
        var entries = wanted.Select(w => $"100644 {w.Value}\t{w.Key.Value[SwarmRefs.Root.Length..]}\0");
        git.Run(["update-index", "-z", "--index-info"], Encoding.UTF8.GetBytes(string.Concat(entries)), index).OrThrow("write a tree");
        return git.Run(["write-tree"], extra: index).OrThrow("write a tree").Text;
    }

    /// <summary>Fetches commits that are not here yet; one that cannot be had keeps none of the others back.</summary>
    /// <returns>Why one could not be had; null where all are here.</returns>
    private string? FetchMissing(List<ObjectId> tips)
    {
        var missing = tips.FindAll(t => !git.Run(["cat-file", "-e", t.Hex + "^{tree}"]).Ok).ConvertAll(t => t.Hex);
        if (missing.Count == 0 || wire.FetchObjects(missing) is not { Ok: false } failed)
        {
            return null;
        }
        return missing.Count == 1 ? failed.Reason : missing.ConvertAll(m => wire.FetchObjects([m])).Find(r => !r.Ok)?.Reason;
    }

    /// <summary>Tells records from what is none, of which no ref could be made, so that it would keep all others back.</summary>
    private void Sort(
        IEnumerable<(RefName Name, string Type, ObjectId Id)> entries,
        Dictionary<RefName, ObjectId> records,
        List<(RefName Name, ObjectId Id, string Reason)> dropped
    )
    {
        var all = entries.ToList();
        dropped.AddRange(all.Where(e => e.Type != "blob").Select(e => (e.Name, e.Id, $"a {e.Type}, not a blob")));
        all.RemoveAll(e => e.Type != "blob");
        var request = Encoding.ASCII.GetBytes(string.Concat(all.Select(e => e.Id.Hex + "\n")));
        var types = git.Run(["cat-file", "--batch-check=%(objecttype)"], request).OrThrow("look at a branch of records").Text.Split('\n');
        foreach (var (entry, type) in all.Zip(types))
        {
            if (type == "blob")
            {
                records[SwarmRefs.Fetched(remote.Key, entry.Name)] = entry.Id;
            }
            else
            {
                dropped.Add((entry.Name, entry.Id, type.Contains(' ') ? "object missing" : $"a {type}, not a blob"));
            }
        }
    }

    /// <summary>What stands in the branch of a clone under the name of a record; those that claim to be of another are not its to tell.</summary>
    private static IEnumerable<(RefName Name, string Type, ObjectId Id)> EntriesIn(string clone, string listed)
    {
        foreach (var entry in listed.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            // <mode> SP <type> SP <object> TAB <path>
            var tab = entry.IndexOf('\t');
            var name = new RefName(SwarmRefs.Root + entry[(tab + 1)..]);
            if (
                Tracking.IsKnown(name)
                && SwarmRefs.Parse(name)!.CloneId == clone
                && entry[..tab].Split(' ') is [_, var type, var hex]
                && ObjectId.TryParse(hex, out var id)
            )
            {
                yield return (name, type, id);
            }
        }
    }
}
