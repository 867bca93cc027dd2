using GitSwarm.Feeds;
using GitSwarm.Sessions;

namespace GitSwarm.Teams;

/// <summary>What teams and members are called, and how large teams get.</summary>
public static class TeamLimits
{
    /// <summary>Members of a team that are here at once.</summary>
    public const int Members = 32;

    /// <summary>Members that left, of which a team remembers the last.</summary>
    public const int Remembered = 64;

    /// <summary>Teams of a clone on record: each costs the user's git a ref.</summary>
    public const int Teams = 32;

    /// <summary>The colours members are shown in, in the order they are handed out.</summary>
    public static IReadOnlyList<string> Colors { get; } = ["blue", "green", "yellow", "purple", "orange", "pink", "cyan", "red"];

    /// <summary>Checks the name of a team, which is part of a ref.</summary>
    /// <exception cref="SwarmException">It is none.</exception>
    public static string Name(string typed) =>
        typed.Length > 0 && SessionId.From(typed).Value == typed
            ? typed
            : throw new SwarmException(
                ErrorCode.BadArgument,
                $"not a team name: '{Texts.Cut(typed, 40)}'",
                "use 1 to 64 of a-z, 0-9 and '-', and no name that git-swarm or Windows keeps for itself (head, archive, con, …)"
            );

    /// <summary>Checks the name of a member.</summary>
    /// <exception cref="SwarmException">It is none, or the lead's.</exception>
    public static string Member(string typed) =>
        SessionNames.Checked(typed, "member name") != Team.LeadName
            ? typed
            : throw new SwarmException(ErrorCode.BadArgument, $"'{Team.LeadName}' is the lead of every team", "give another name");

    /// <summary>Checks what a team is for.</summary>
    /// <exception cref="SwarmException">It is too long.</exception>
    public static string? Description(string? text) =>
        text is { Length: > FeedLimits.SummaryLength }
            ? throw new SwarmException(
                ErrorCode.BadArgument,
                $"a description has at most {FeedLimits.SummaryLength} characters, this one has {text.Length}",
                "say it shorter"
            )
        : text?.Trim() is { Length: > 0 } said ? Texts.OneLine(said)
        : null;

    /// <summary>The colour that fewest of some members have, the earlier one of several.</summary>
    public static string Color(IEnumerable<Teammate> present)
    {
        var used = present.ToLookup(m => m.Record.Color);
        return Colors.MinBy(c => used[c].Count())!;
    }
}
