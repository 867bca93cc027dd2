using GitSwarm.Git;

namespace GitSwarm.Conflicts;

/// <summary>The part of the history that sets some commits apart, to find where two of them parted without asking git for each pair.</summary>
internal sealed class History
{
    private const int Most = 20_000;

    private readonly Dictionary<ObjectId, List<ObjectId>> parents;
    private readonly Dictionary<ObjectId, HashSet<ObjectId>> reachable = [];
    private readonly ObjectId root;

    private History(ObjectId root, Dictionary<ObjectId, List<ObjectId>> parents)
    {
        this.root = root;
        this.parents = parents;
    }

    /// <summary>Reads it: one or two calls of git, none where all commits are the same.</summary>
    /// <returns>Null where the commits have no single oldest base, or too much lies above it.</returns>
    internal static History? Read(
        RadarGit git,
        string directory,
        IReadOnlyDictionary<string, string> variables,
        IEnumerable<ObjectId> commits
    )
    {
        var tips = commits.Distinct().Select(c => c.Hex).ToList();
        if (tips.Count == 1)
        {
            return new History(ObjectId.Parse(tips[0]), []);
        }
        var octopus = git.Run(["merge-base", "--octopus", "--all", .. tips], default, directory, variables, []);
        if (!octopus.Ok || !ObjectId.TryParse(octopus.Text, out var root))
        {
            return null;
        }
        var list = git.Run(["rev-list", "--parents", $"--max-count={Most}", .. tips, "^" + root], default, directory, variables, []);
        if (!list.Ok)
        {
            return null;
        }
        var read = new Dictionary<ObjectId, List<ObjectId>>();
        foreach (var line in list.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var ids = line.Split(' ').Select(id => ObjectId.Parse(id)).ToList();
            read[ids[0]] = ids[1..];
        }
        return read.Count >= Most ? null : new History(root, read);
    }

    /// <summary>Where two commits parted; null where that is not one commit.</summary>
    internal ObjectId? Base(ObjectId a, ObjectId b)
    {
        var (above, below) = (Above(a), Above(b));
        var common = above.Where(below.Contains).ToList();
        if (common.Count == 0)
        {
            return root;
        }
        var best = common.Where(c => !common.Exists(o => o != c && Above(o).Contains(c))).ToList();
        // A base beside the root would be one of two.
        return best.Count == 1 && ReachesRoot(best[0]) ? best[0] : null;
    }

    private bool ReachesRoot(ObjectId commit) => Above(commit).Any(c => parents[c].Contains(root));

    /// <summary>The commit and all it reaches above the root.</summary>
    private HashSet<ObjectId> Above(ObjectId commit)
    {
        if (reachable.TryGetValue(commit, out var known))
        {
            return known;
        }
        var found = new HashSet<ObjectId>();
        var open = new Stack<ObjectId>([commit]);
        while (open.TryPop(out var next))
        {
            if (parents.TryGetValue(next, out var up) && found.Add(next))
            {
                foreach (var parent in up)
                {
                    open.Push(parent);
                }
            }
        }
        return reachable[commit] = found;
    }
}
