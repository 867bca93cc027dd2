using System.Globalization;

namespace GitSwarm.Sessions;

/// <summary>What sessions are called.</summary>
public static class SessionNames
{
    /// <summary>Characters a name may have at most.</summary>
    public const int Longest = 64;

    /// <summary>Gives every live session a name of its own within its clone, the same for every reader.</summary>
    /// <remarks>
    /// A session picks a free name when it starts, but two may start at one moment: then the first keeps the name, and the
    /// later one is shown under the next number that nobody has on record.
    /// </remarks>
    public static List<Session> MakeUnique(IEnumerable<Session> sessions)
    {
        var ordered = new List<Session>(sessions);
        // Not ThenBy: native code builds a method for it at run time, which takes longer than the sorting.
        ordered.Sort(ByStart);
        var taken = new HashSet<(string, string)>();
        // By reference: the hash of a record is that of everything in it.
        var first = new HashSet<Session>(ReferenceEqualityComparer.Instance);
        foreach (var session in ordered)
        {
            if (session.IsLive && taken.Add((session.Ref.CloneId, session.Record.Name)))
            {
                first.Add(session);
            }
        }
        var named = new List<Session>();
        foreach (var session in ordered)
        {
            var name = session.Record.Name;
            if (session.IsLive && !first.Contains(session))
            {
                name = Free(name, n => taken.Contains((session.Ref.CloneId, n)));
                taken.Add((session.Ref.CloneId, name));
            }
            named.Add(session with { Name = name });
        }
        return named;
    }

    private static int ByStart(Session a, Session b) =>
        a.Record.Started.CompareTo(b.Record.Started) is var order and not 0 ? order : string.CompareOrdinal(a.Id, b.Id);

    /// <summary><paramref name="wanted"/>, or where that is taken the first free one of <c>ui</c>, <c>ui-2</c>, <c>ui-3</c>, ….</summary>
    public static string Free(string wanted, Func<string, bool> isTaken)
    {
        if (!isTaken(wanted))
        {
            return wanted;
        }
        var (stem, n) = Numbered(wanted);
        string name;
        do
        {
            n++;
            name = $"{stem}-{n}";
        } while (isTaken(name));
        return name;
    }

    /// <summary><c>ui-2</c> is the second <c>ui</c>: a third one is <c>ui-3</c>, not <c>ui-2-2</c>.</summary>
    private static (string Stem, int Number) Numbered(string name)
    {
        var dash = name.LastIndexOf('-');
        return
            dash > 0
            && int.TryParse(name.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            && n is > 1 and < 1000
            ? (name[..dash], n)
            : (name, 1);
    }

    /// <summary>A name from a branch or folder: the last part of <c>feat/login</c>, without characters an address gives a meaning.</summary>
    public static string FromBranch(string branch)
    {
        var last = branch[(branch.LastIndexOf('/') + 1)..];
        var clean = new string([.. last.Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-')]).Trim('-', '.');
        return clean.Length == 0 ? "session" : clean[..Math.Min(clean.Length, Longest)];
    }

    /// <summary>Checks a name a person chose.</summary>
    /// <param name="name">What was typed.</param>
    /// <param name="what">What it names.</param>
    /// <exception cref="SwarmException">It is empty, too long, or has characters an address gives a meaning.</exception>
    public static string Checked(string name, string what = "session name")
    {
        if (name.Length is 0 or > Longest || name[0] is '-' or '.' || !name.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.'))
        {
            throw new SwarmException(
                ErrorCode.BadArgument,
                $"not a {what}: '{Texts.Cut(name, 40)}'",
                $"use 1 to {Longest} letters, digits, '-', '_' or '.', the first no '-' or '.'"
            );
        }
        return name;
    }
}
