using GitSwarm.Git;

namespace GitSwarm.Sync;

/// <summary>What a failed talk with a remote means, in a line.</summary>
internal static class RemoteErrors
{
    private static readonly string[] SignIn =
    [
        "could not read Username",
        "Authentication failed",
        "terminal prompts disabled",
        "Permission denied (",
        "Host key",
    ];

    // As git and its hosts put it; whatever else they say is taken for a race and tried again.
    private static readonly string[] Policies = ["hook declined", "hidden ref", "prohibited", "not allowed", "protected", "permission"];

    /// <summary>The refusal where a remote cannot be asked.</summary>
    public static SwarmException Unreachable(SyncRemote remote, GitResult result)
    {
        var needsSignIn = Array.Exists(SignIn, s => result.Error.Contains(s, StringComparison.OrdinalIgnoreCase));
        return new SwarmException(
            ErrorCode.RemoteFailed,
            $"cannot exchange with '{Texts.Cut(remote.Name, 60)}': {Reason(result)}",
            needsSignIn
                ? $"sign in once by hand: git fetch {Texts.Cut(remote.Name, 60)}"
                : "try again when it can be reached; nothing is lost meanwhile"
        );
    }

    /// <summary>True where a remote refused because it does not want such refs, and not because they moved.</summary>
    public static bool IsPolicy(string reason) => Array.Exists(Policies, p => reason.Contains(p, StringComparison.OrdinalIgnoreCase));

    /// <summary>The refusal where a remote takes no refs of ours.</summary>
    public static SwarmException Refused(SyncRemote remote, string reason) =>
        new(
            ErrorCode.RemoteFailed,
            $"'{Texts.Cut(remote.Name, 60)}' does not take claims: {Texts.Cut(reason, 100)}",
            "claim without --remote, for this clone alone"
        );

    /// <summary>The line of git's that says most.</summary>
    public static string Reason(GitResult result)
    {
        var lines = result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var line =
            lines.FirstOrDefault(l => Array.Exists(SignIn, s => l.Contains(s, StringComparison.OrdinalIgnoreCase)))
            ?? lines.FirstOrDefault(l =>
                l.StartsWith("fatal: ", StringComparison.Ordinal) && !l.Contains("Could not read from remote", StringComparison.Ordinal)
            )
            ?? lines.FirstOrDefault(l => !l.StartsWith("hint:", StringComparison.Ordinal))
            ?? (result.ExitCode > 128 ? "it did not answer in time" : $"git ended with {result.ExitCode}");
        return Texts.Cut(line.StartsWith("fatal: ", StringComparison.Ordinal) ? line[7..] : line, 200);
    }
}
