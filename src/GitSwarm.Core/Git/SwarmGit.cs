namespace GitSwarm.Git;

/// <summary>Git's plumbing on one repository's shared part, with every setting of the user's that could get in the way switched off.</summary>
/// <remarks>
/// The user's hooks do not run for our refs, no reflog is written for them (a reflog on a blob makes <c>git gc</c>
/// complain), lock time-outs are ours, and <c>--git-dir</c> is explicit, which git 3.0 wants for bare repositories.
/// </remarks>
public sealed class SwarmGit(GitProcess process, Repository repository)
{
    private readonly string[] prefix =
    [
        "-c",
        "core.hooksPath=/dev/null",
        "-c",
        "hook.reference-transaction.enabled=false",
        "-c",
        "core.logAllRefUpdates=false",
        "-c",
        "core.warnAmbiguousRefs=false",
        "-c",
        "core.filesRefLockTimeout=2000",
        "-c",
        "core.packedRefsTimeout=2000",
        "-c",
        "reftable.lockTimeout=2000",
        "-c",
        "gc.auto=0",
        "--git-dir=" + repository.CommonDir,
    ];

    /// <summary>The repository.</summary>
    public Repository Repository { get; } = repository;

    /// <summary>Starts git for things outside the shared part (a work tree's status, config of every scope).</summary>
    public GitProcess Process { get; } = process;

    /// <summary>Runs a plumbing command to its end.</summary>
    /// <inheritdoc cref="GitProcess.Run"/>
    public GitResult Run(
        IReadOnlyList<string> arguments,
        ReadOnlyMemory<byte> input = default,
        IReadOnlyDictionary<string, string>? extra = null
    ) => Process.Run([.. prefix, .. arguments], input, extra: extra);

    /// <summary>Starts a plumbing command and leaves the conversation to the caller.</summary>
    /// <inheritdoc cref="GitProcess.Start"/>
    public GitChild Start(IReadOnlyList<string> arguments, string? directory = null, IReadOnlyDictionary<string, string>? extra = null) =>
        Process.Start([.. prefix, .. arguments], directory, extra);
}
