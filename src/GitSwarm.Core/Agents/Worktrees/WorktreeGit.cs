using GitSwarm.Git;

namespace GitSwarm.Agents.Worktrees;

/// <summary>Git as making, judging and removing worktrees call it; nothing of it depends on where the caller stands.</summary>
/// <param name="process">Starts git.</param>
/// <param name="repository">The repository as seen by the caller.</param>
/// <param name="stop">Kills what runs.</param>
internal sealed class WorktreeGit(GitProcess process, Repository repository, CancellationToken stop = default)
{
    // What was judged by a file system monitor, or not looked at, is no answer when something is about to be deleted.
    private static readonly string[] Careful = ["-c", "core.fsmonitor=false", "-c", "status.showUntrackedFiles=all"];

    private const int Attempts = 10;

    internal Repository Repository => repository;

    internal CancellationToken Stop => stop;

    /// <summary>Runs git on what all worktrees share.</summary>
    internal GitResult Shared(string[] arguments, ReadOnlyMemory<byte> input = default) =>
        Run([.. Careful, "--git-dir=" + repository.CommonDir, .. arguments], input, null, null);

    /// <summary>Runs git as seen by the caller, whose HEAD and config of its own count.</summary>
    internal GitResult Caller(
        string[] arguments,
        ReadOnlyMemory<byte> input = default,
        IReadOnlyDictionary<string, string>? extra = null
    ) =>
        Run(
            [
                .. Careful,
                "--git-dir=" + repository.GitDir,
                .. repository.WorkTree is { } top ? ["--work-tree=" + top] : Array.Empty<string>(),
                .. arguments,
            ],
            input,
            repository.WorkTree,
            extra
        );

    /// <summary>Runs git in a linked worktree, whose <c>.git</c> file need not be there any more: found by itself it might be another repository.</summary>
    internal GitResult In(
        WorktreeSite site,
        string[] arguments,
        ReadOnlyMemory<byte> input = default,
        IReadOnlyDictionary<string, string>? extra = null
    ) =>
        Run(
            [.. Careful, "--git-dir=" + site.GitDir, .. site.HasFiles ? ["--work-tree=" + site.Path] : Array.Empty<string>(), .. arguments],
            input,
            site.HasFiles ? site.Path : null,
            extra
        );

    /// <summary>Runs git in a directory, in whatever repository that is.</summary>
    internal GitResult At(string directory, string[] arguments) => Run([.. Careful, .. arguments], default, directory, null);

    private GitResult Run(
        IReadOnlyList<string> arguments,
        ReadOnlyMemory<byte> input,
        string? directory,
        IReadOnlyDictionary<string, string>? extra
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            var result = RunOnce(arguments, input, directory, extra);
            if (result.Ok || attempt == Attempts || !IsOfUnfinished(result))
            {
                return result;
            }
            stop.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(10 * attempt));
        }
    }

    /// <summary>Whether git gave up because it met a worktree that another git was just writing: it reads all of them, and takes an empty file for an error.</summary>
    private static bool IsOfUnfinished(GitResult result) =>
        result.Error.Contains("failed to read ", StringComparison.Ordinal) && result.Error.Contains("/commondir", StringComparison.Ordinal);

    private GitResult RunOnce(
        IReadOnlyList<string> arguments,
        ReadOnlyMemory<byte> input,
        string? directory,
        IReadOnlyDictionary<string, string>? extra
    )
    {
        stop.ThrowIfCancellationRequested();
        using var child = process.Start(arguments, directory, extra);
        using var killing = stop.Register(child.Kill);
        var result = child.Finish(input);
        stop.ThrowIfCancellationRequested();
        return result;
    }
}
