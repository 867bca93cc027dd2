using GitSwarm.Git;

namespace GitSwarm.Store;

/// <summary>Tells a store that cannot be written from one that is merely busy.</summary>
/// <remarks>Only messages and the length of a wait hang on git's words; whether a write happened is decided by re-reading.</remarks>
internal static class StoreErrors
{
    private static readonly string[] Final =
    [
        "Permission denied",
        "Read-only file system",
        "No space left on device",
        "Disk quota exceeded",
        "File too large",
        "insufficient permission",
        "Operation not permitted",
        "Input/output error",
        "Not a directory",
        "unknown command",
    ];

    /// <summary>True when waiting cannot help.</summary>
    public static bool IsFinal(string error) => Final.Any(f => error.Contains(f, StringComparison.OrdinalIgnoreCase));

    /// <summary>The refusal for a failed write.</summary>
    public static SwarmException CannotWrite(Repository repository, GitResult result) => CannotWrite(repository, Why(result));

    /// <inheritdoc cref="CannotWrite(Repository, GitResult)"/>
    public static SwarmException CannotWrite(Repository repository, string reason) =>
        new(
            ErrorCode.StoreReadOnly,
            $"cannot write to {repository.CommonDir}: {reason}",
            reason.Contains("space", StringComparison.OrdinalIgnoreCase) || reason.Contains("quota", StringComparison.OrdinalIgnoreCase)
                ? "free some disk space and try again; nothing was changed"
                : "check that you may write there, then try again; nothing was changed"
        );

    private static string Why(GitResult result)
    {
        // git says "error: … No space left" first and "fatal: unable to …" last: prefer the line with the cause.
        var cause = result.Error.Split('\n').FirstOrDefault(IsFinal);
        return cause is null ? result.Reason
            : cause.StartsWith("error: ", StringComparison.Ordinal) ? cause[7..]
            : cause;
    }
}
