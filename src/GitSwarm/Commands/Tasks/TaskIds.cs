using System.Globalization;

namespace GitSwarm.Commands.Tasks;

/// <summary>Numbers of tasks as people type them.</summary>
internal static class TaskIds
{
    /// <summary>One: <c>3</c> or <c>#3</c>.</summary>
    /// <exception cref="SwarmException">It is none.</exception>
    public static int One(string typed) =>
        int.TryParse(typed.StartsWith('#') ? typed[1..] : typed, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0
            ? id
            : throw new SwarmException(
                ErrorCode.BadArgument,
                $"not the number of a task: '{Texts.Cut(typed, 40)}'",
                "see 'git swarm task list'"
            );

    /// <summary>Several: <c>1,2</c>, also given more than once.</summary>
    /// <exception cref="SwarmException">One of them is none.</exception>
    public static List<int> Several(IEnumerable<string>? typed) =>
        [
            .. (typed ?? [])
                .SelectMany(t => t.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                .Select(One)
                .Distinct(),
        ];

    /// <summary>As they are shown: <c>1, 2 and 12 more</c>.</summary>
    public static string Shown(IReadOnlyList<int> ids, int most = 8) =>
        string.Join(", ", ids.Take(most)) + (ids.Count > most ? $" and {ids.Count - most} more" : "");
}
