using GitSwarm.Git;

namespace GitSwarm.Sessions;

/// <summary>Finds the session somebody means: by name, name in a team (<c>ui@web</c>), unique prefix or tail of the id, branch, or work tree folder.</summary>
public static class SessionAddress
{
    /// <summary>The live session <paramref name="address"/> means.</summary>
    /// <param name="roster">Who is here.</param>
    /// <param name="address">What was typed; a leading <c>@</c> is allowed.</param>
    /// <exception cref="SwarmException">Nobody, or several.</exception>
    public static Session Find(Roster roster, string address)
    {
        var wanted = address.TrimStart('@');
        var live = roster.Live.ToList();
        foreach (var match in Ways)
        {
            var found = live.Where(s => match(s, wanted)).ToList();
            // Another clone's session may bear the very id of one that is here.
            if (found.FindAll(s => s.IsLocal) is [var here])
            {
                return here;
            }
            if (found.Count == 1)
            {
                return found[0];
            }
            if (found.Count > 1)
            {
                throw new SwarmException(
                    ErrorCode.AmbiguousSession,
                    $"'{Texts.Cut(wanted, 40)}' could be {string.Join(" or ", found.Select(Describe))}",
                    "name one of them by its name or more of its id"
                );
            }
        }
        throw Unknown(live, wanted);
    }

    // From the strictest to the loosest; the first that finds anybody decides.
    private static readonly Func<Session, string, bool>[] Ways =
    [
        (s, a) => s.Id == a || s.Record.Original == a,
        (s, a) => s.Name == a || $"{s.Name}@{s.Record.Host}" == a,
        (s, a) => s.Record.Team is { Left: null } seat && $"{seat.Member}@{seat.Team}" == a,
        (s, a) => a.Length >= 4 && (s.Id.StartsWith(a, StringComparison.Ordinal) || s.Id.EndsWith(a, StringComparison.Ordinal)),
        // Nothing tells us that a branch was renamed; what is on record is of when it was checked out.
        (s, a) => s is { IsLocal: true, Record.Parent: null, Process.Path: { } path } && Worktree.BranchIn(path) == a,
        (s, a) => s.Record.Parent is null && s.Record.Branch == a,
        (s, a) => s.Record.Parent is null && s.Process?.Path is { } path && Path.GetFileName(path) == a,
    ];

    private static SwarmException Unknown(List<Session> live, string wanted)
    {
        var shown = Texts.Cut(wanted, 40);
        var near = live.Where(s => Distance(s.Name, wanted) <= 2).Select(s => s.Name).ToList();
        var guess = near.Count > 0 ? $"did you mean {string.Join(" or ", near)}? " : "";
        var hint =
            live.Count == 0
                ? "nobody is here; start with 'git swarm join'"
                : $"{guess}here are: {string.Join(", ", live.Select(s => Texts.Cut(s.Name, 40)).Take(20))}";
        return new SwarmException(ErrorCode.UnknownSession, $"no session '{shown}'", hint);
    }

    private static string Describe(Session s) => $"{Texts.Cut(s.Name, 40)} ({(s.Id.Length > 8 ? s.Id[^8..] : s.Id)})";

    /// <summary>Edits that turn one word into another (Levenshtein); long words are not compared.</summary>
    private static int Distance(string a, string b)
    {
        if (a.Length > 32 || b.Length > 32)
        {
            return int.MaxValue;
        }
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(cost, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.Length];
    }
}
