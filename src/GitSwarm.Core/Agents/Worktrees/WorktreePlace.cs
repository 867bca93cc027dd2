using GitSwarm.Git;
using GitSwarm.Setup;

namespace GitSwarm.Agents.Worktrees;

/// <summary>Where worktrees are put: <c>swarm.worktreeDir</c>, or beside the repository.</summary>
internal static class WorktreePlace
{
    private const string Hint = "set swarm.worktreeDir to a directory you can write to";

    /// <summary>The directory, made if it is missing.</summary>
    /// <exception cref="SwarmException">It cannot be made, or the value is no path.</exception>
    internal static string Prepare(WorktreeGit git, Settings settings)
    {
        var place = Of(git, settings);
        try
        {
            Directory.CreateDirectory(place);
            return RealPath.Of(place);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SwarmException(ErrorCode.WorktreeFailed, $"cannot make the directory {Texts.OneLine(place)}: {error.Message}", Hint);
        }
    }

    private static string Of(WorktreeGit git, Settings settings)
    {
        // Asked from anywhere, the answer is the same; a linked worktree would otherwise put its own beside itself.
        var main = Worktree.List(git.Repository).Find(w => w.Id is null)?.Path;
        if (settings["swarm.worktreedir"] is not { Length: > 0 } value)
        {
            var neighbour = main ?? git.Repository.CommonDir;
            return Path.GetDirectoryName(neighbour) ?? neighbour;
        }
        if (value[0] is '~' or '%')
        {
            // A home directory, of this user or another: git knows.
            var path = git.Caller(["config", "--type=path", "--get", "swarm.worktreeDir"]);
            value = path.Ok
                ? path.Text
                : throw new SwarmException(ErrorCode.BadConfig, $"swarm.worktreeDir is no path: {Texts.Cut(path.Reason, 200)}", Hint);
        }
        return Path.GetFullPath(value, main ?? git.Repository.CommonDir);
    }
}
