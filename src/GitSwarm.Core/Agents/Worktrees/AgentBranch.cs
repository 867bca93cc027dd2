using System.Buffers;

namespace GitSwarm.Agents.Worktrees;

/// <summary>Names of agents' branches, which are those of their worktrees, too.</summary>
internal static class AgentBranch
{
    /// <summary>Matches every one of them, as git matches refs.</summary>
    internal const string RefPattern = "refs/heads/agent-????????";

    private const string Prefix = "agent-";

    private static readonly SearchValues<char> Characters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");

    /// <summary>A name from eight characters.</summary>
    internal static string Of(string characters) => Prefix + characters;

    /// <summary>The ref of a branch.</summary>
    internal static string Ref(string branch) => "refs/heads/" + branch;

    /// <summary>Whether a branch is named like one.</summary>
    internal static bool Is(string branch) =>
        branch.Length == Prefix.Length + 8
        && branch.StartsWith(Prefix, StringComparison.Ordinal)
        && branch.AsSpan(Prefix.Length).IndexOfAnyExcept(Characters) < 0;
}
