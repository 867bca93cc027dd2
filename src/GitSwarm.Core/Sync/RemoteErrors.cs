using GitSwarm.Git;

namespace GitSwarm.Sync;

/// <summary>What a failed talk with a remote means, in a line.</summary>
public static class RemoteErrors
{
    private static readonly string[] SignIn =
    [
        "could not read Username",
        "Authentication failed",
        "terminal prompts disabled",
        "Permission denied (",
        "Host key",
    ];

    // Over HTTP, and by a daemon.
    private static readonly string[] Refusals = ["returned error: 4", "remote error: "];

    // As git and ssh put it when a connection cannot be made or breaks; what else comes over ssh is the host's.
    private static readonly string[] Gone =
    [
        "Connection ",
        "hung up",
        "early EOF",
        "disconnect",
        "Broken pipe",
        "Timeout",
        "timed out",
        "resolve host",
        "unreachable",
        "No route",
    ];

    // Two more lines follow the one that says what failed.
    private static readonly string[] OfGit = ["fatal: ", "Please make sure", "and the repository exists"];

    // As git and its hosts put it; whatever else they say is taken for a race and tried again.
    private static readonly string[] Policies = ["hook declined", "hidden ref", "prohibited", "not allowed", "protected", "permission"];

    /// <summary>The refusal where a remote cannot be asked.</summary>
    public static SwarmException Unreachable(SyncRemote remote, GitResult result)
    {
        var needsSignIn = Says(result, SignIn);
        return new SwarmException(
            ErrorCode.RemoteFailed,
            $"cannot exchange with '{Texts.Cut(remote.Shown, 60)}': {Reason(result)}",
            needsSignIn
                ? $"sign in once by hand: git fetch {Texts.Cut(remote.Shown, 60)}"
                : "try again when it can be reached; nothing is lost meanwhile"
        );
    }

    /// <summary>True where git failed because the remote lets others only read; false where it cannot be reached at all.</summary>
    /// <param name="result">A push.</param>
    /// <param name="hasFetched">Whether it let us read just now. Some ask who one is only then.</param>
    public static bool IsRefusal(GitResult result, bool hasFetched) =>
        !IsKilled(result) && (Says(result, SignIn) ? hasFetched : Says(result, Refusals) || IsSaidByHost(result));

    /// <summary>True where a remote wants to know who one is.</summary>
    public static bool IsSignIn(string reason) => Array.Exists(SignIn, s => reason.Contains(s, StringComparison.OrdinalIgnoreCase));

    /// <summary>True where a remote refused because it does not want such refs, and not because they moved.</summary>
    public static bool IsPolicy(string reason) => Array.Exists(Policies, p => reason.Contains(p, StringComparison.OrdinalIgnoreCase));

    /// <summary>The refusal where a remote takes no refs of ours.</summary>
    public static SwarmException Refused(SyncRemote remote, string reason) =>
        new(
            ErrorCode.RemoteFailed,
            $"'{Texts.Cut(remote.Shown, 60)}' does not take claims: {Texts.Cut(reason, 100)}",
            "claim without --remote, for this clone alone"
        );

    /// <summary>The line of git's that says most.</summary>
    public static string Reason(GitResult result)
    {
        if (IsKilled(result))
        {
            return "it did not answer in time";
        }
        var lines = Lines(result);
        var line =
            lines.FirstOrDefault(l => Array.Exists(SignIn, s => l.Contains(s, StringComparison.OrdinalIgnoreCase)))
            ?? lines.FirstOrDefault(l =>
                l.StartsWith("fatal: ", StringComparison.Ordinal) && !l.Contains("Could not read from remote", StringComparison.Ordinal)
            )
            ?? lines.FirstOrDefault(l => !l.StartsWith("hint:", StringComparison.Ordinal))
            ?? $"git ended with {result.ExitCode}";
        return Texts.Cut(line.StartsWith("fatal: ", StringComparison.Ordinal) ? line[7..] : line, 200);
    }

    /// <summary>True where a host said something over ssh and hung up; git's own words are the same where a connection breaks.</summary>
    private static bool IsSaidByHost(GitResult result) =>
        Says(result, ["Could not read from remote"])
        && !Says(result, Gone)
        && Array.Exists(Lines(result), l => !Array.Exists(OfGit, o => l.StartsWith(o, StringComparison.Ordinal)));

    private static string[] Lines(GitResult result) => result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    // Nobody else sends that signal.
    private static bool IsKilled(GitResult result) => result.ExitCode == 128 + 9;

    private static bool Says(GitResult result, string[] words) =>
        Array.Exists(words, w => result.Error.Contains(w, StringComparison.OrdinalIgnoreCase));
}
