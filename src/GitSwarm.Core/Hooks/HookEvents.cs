namespace GitSwarm.Hooks;

/// <summary>Which of git's hooks git-swarm listens to.</summary>
public static class HookEvents
{
    /// <summary>The hook whose exit code 1 stops what git was about to do; all others only report.</summary>
    public const string Denying = "pre-commit";

    /// <summary>Every hook that is installed, in the order git runs them around a commit.</summary>
    /// <remarks>
    /// Never <c>reference-transaction</c>: it runs for every ref update of every git process, ours included.
    /// </remarks>
    public static IReadOnlyList<string> Installed { get; } = [Denying, "post-checkout", "post-commit", "post-merge", "post-rewrite"];
}
