namespace GitSwarm.Sessions;

/// <summary>What sessions are called.</summary>
public static class SessionNames
{
    /// <summary>Characters a name may have at most.</summary>
    public const int Longest = 64;

    /// <summary>Gives every live session a name of its own within its clone, the same for every reader.</summary>
    /// <remarks>A session picks a free name when it starts, but two may start at one moment: the later one is then shown with a number.</remarks>
    public static List<Session> MakeUnique(IEnumerable<Session> sessions)
    {
        var taken = new HashSet<(string, string)>();
        var named = new List<Session>();
        foreach (var session in sessions.OrderBy(s => s.Record.Started).ThenBy(s => s.Id, StringComparer.Ordinal))
        {
            var name = session.IsLive ? Free(session.Record.Name, n => taken.Contains((session.Ref.CloneId, n))) : session.Record.Name;
            if (session.IsLive)
            {
                taken.Add((session.Ref.CloneId, name));
            }
            named.Add(session with { Name = name });
        }
        return named;
    }

    /// <summary><paramref name="wanted"/>, or it with the first number from 2 on that is free.</summary>
    public static string Free(string wanted, Func<string, bool> isTaken)
    {
        var name = wanted;
        for (var n = 2; isTaken(name); n++)
        {
            name = $"{wanted}-{n}";
        }
        return name;
    }

    /// <summary>A name from a branch or folder: the last part of <c>feat/login</c>, without characters an address gives a meaning.</summary>
    public static string FromBranch(string branch)
    {
        var last = branch[(branch.LastIndexOf('/') + 1)..];
        var clean = new string([.. last.Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-')]).Trim('-', '.');
        return clean.Length == 0 ? "session" : clean[..Math.Min(clean.Length, Longest)];
    }

    /// <summary>Checks a name a person chose.</summary>
    /// <exception cref="SwarmException">It is empty, too long, or has characters an address gives a meaning.</exception>
    public static string Checked(string name)
    {
        if (name.Length is 0 or > Longest || !name.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.'))
        {
            throw new SwarmException(
                ErrorCode.BadArgument,
                $"not a session name: '{Texts.Cut(name, 40)}'",
                $"use 1 to {Longest} letters, digits, '-', '_' or '.'"
            );
        }
        return name;
    }
}
