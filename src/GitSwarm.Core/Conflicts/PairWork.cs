using System.Text;
using GitSwarm.Git;

namespace GitSwarm.Conflicts;

/// <summary>Finds out about pairs nothing is known of: states become commits, those whose paths meet are merged.</summary>
internal sealed class PairWork(RadarGit git, Scratch scratch, Repository repository, RadarOptions options)
{
    private readonly Dictionary<Sighting, ObjectId> commits = new(ReferenceEqualityComparer.Instance);
    private readonly bool folds = repository.Config.Bool("core.ignorecase");
    private GitVersion version = GitVersion.Oldest;

    /// <summary><c>merge</c>, or <c>paths</c> where this git cannot merge without a work tree.</summary>
    internal string Method => version < Merges.Supported ? "paths" : "merge";

    /// <summary>Settles every pair.</summary>
    /// <returns>How many were merged.</returns>
    internal int Settle(IReadOnlyList<PairInQuestion> pairs)
    {
        var sides = pairs.SelectMany(p => new[] { p.Left, p.Right }).Distinct(ReferenceEqualityComparer.Instance).Cast<Sighting>().ToList();
        // Attributes of files are those of the first work tree, as a merge made there would see them.
        var directory = sides.Select(s => s.Seen.Side.Worktree?.Path).FirstOrDefault(p => p is not null);
        var place = directory ?? repository.CommonDir;
        AskGit(place);
        var made = new StateWriter(git, scratch, options.Parallelism).Write([
            .. sides.Select(s => (s.Seen.Side.Worktree?.Path ?? "", s.State)),
        ]);
        for (var i = 0; i < sides.Count; i++)
        {
            commits[sides[i]] = made[i];
        }
        var meeting = Meeting(pairs, place);
        if (Method == "paths")
        {
            return 0;
        }
        // Where time may run out, in parts that grow: what was found out in those before is kept.
        for (var (at, size) = (0, options.Budget is null ? meeting.Count : 1); at < meeting.Count; at += size, size *= 2)
        {
            Merge(meeting.GetRange(at, Math.Min(size, meeting.Count - at)), place);
        }
        return meeting.Count;
    }

    private void Merge(List<PairInQuestion> pairs, string place)
    {
        var outcomes = new Merges(git, scratch, place, version).Merge([.. pairs.Select(p => (commits[p.Left], commits[p.Right]))]);
        var stopped = new List<(PairInQuestion Pair, StoppedMerge Merge)>();
        for (var i = 0; i < pairs.Count; i++)
        {
            if (outcomes[i] is null)
            {
                pairs[i].Settle(Verdict.Untold("git cannot merge them: no common history, or objects are missing"));
            }
            else if (outcomes[i]!.IsClean)
            {
                pairs[i].Settle(Verdict.Clean);
            }
            else
            {
                stopped.Add((pairs[i], new StoppedMerge(NameOf(pairs[i].Left), NameOf(pairs[i].Right), outcomes[i]!)));
            }
        }
        var read = new ConflictReader(git, scratch, place).Read(stopped.ConvertAll(s => s.Merge));
        for (var i = 0; i < stopped.Count; i++)
        {
            stopped[i].Pair.Settle(read[i]);
        }
    }

    private (ObjectId, string) NameOf(Sighting side) => (commits[side], side.Seen.Side.Label);

    private void AskGit(string place)
    {
        using var programs = git.Start(UserPrograms.Arguments, place);
        if (options.Version is null)
        {
            using var asked = git.Start(["--version"], place);
            version = GitVersion.Parse(git.Finish(asked).Text) ?? GitVersion.Oldest;
        }
        else
        {
            version = options.Version.Value;
        }
        git.Neutral = UserPrograms.Off(git.Finish(programs).Output);
    }

    /// <summary>Settles the pairs that cannot meet (and, with an old git, all of them) and gives the others.</summary>
    private List<PairInQuestion> Meeting(IReadOnlyList<PairInQuestion> pairs, string place)
    {
        var history = History.Read(git, place, scratch.Objects, commits.Keys.Select(s => s.State.Head));
        var asked = pairs.Select(p => (Pair: p, Base: BaseOf(p, history))).ToList();
        var changes = Changes(
            [
                .. asked
                    .Where(a => a.Base is not null)
                    .SelectMany(a => new[] { (commits[a.Pair.Left], a.Base!.Value), (commits[a.Pair.Right], a.Base!.Value) }),
            ],
            place
        );
        var meeting = new List<PairInQuestion>();
        foreach (var (pair, from) in asked)
        {
            if (from is null)
            {
                meeting.Add(pair);
                continue;
            }
            var (left, right) = (changes[(commits[pair.Left], from.Value)], changes[(commits[pair.Right], from.Value)]);
            if (Method == "paths")
            {
                var shared = left.Paths.Where(right.Paths.Contains).Order(StringComparer.Ordinal).Select(SharedPath).ToList();
                pair.Settle(new Verdict(shared, shared.ConvertAll(c => c.Path), null));
            }
            else if (left.Meets(right))
            {
                meeting.Add(pair);
            }
            else
            {
                pair.Settle(Verdict.Clean);
            }
        }
        if (Method == "paths")
        {
            meeting.ForEach(p => p.Settle(Verdict.Untold("this git cannot tell")));
        }
        return meeting;
    }

    // A merge under way has more parents than the commit checked out.
    private static ObjectId? BaseOf(PairInQuestion pair, History? history) =>
        pair.Left.State.Merging.Count + pair.Right.State.Merging.Count > 0
            ? null
            : history?.Base(pair.Left.State.Head, pair.Right.State.Head);

    private static Conflict SharedPath(string raw) =>
        new(new RawPath(raw).Text, null, ConflictKinds.Path, [], [], "both changed it; git 2.38 or newer tells whether that conflicts");

    /// <summary>What each commit changed since its base: one call of git.</summary>
    private Dictionary<(ObjectId, ObjectId), ChangeSet> Changes(List<(ObjectId Commit, ObjectId From)> wanted, string place)
    {
        wanted = [.. wanted.Distinct()];
        var found = wanted.ToDictionary(w => w, _ => new ChangeSet(folds));
        if (wanted.Count == 0)
        {
            return found;
        }
        var input = Encoding.ASCII.GetBytes(string.Concat(wanted.Select(w => $"{w.Commit} {w.From}\n")));
        var result = git.Run(
                ["diff-tree", "--stdin", "--always", "-r", "-z", "--name-status", "--no-renames", "--ignore-submodules=none"],
                input,
                place,
                scratch.Objects,
                []
            )
            .OrThrow("list what changed");
        var tokens = Encoding.Latin1.GetString(result.Output).Split('\0');
        // A commit's id opens its part, also where nothing changed; then letter and path by turns.
        var current = -1;
        for (var i = 0; i + 1 < tokens.Length; )
        {
            if (tokens[i].Length >= 40)
            {
                current++;
                i++;
            }
            else
            {
                found[wanted[current]].Add(new RawPath(tokens[i + 1]), tokens[i][0]);
                i += 2;
            }
        }
        return found;
    }
}
