using GitSwarm.Git;
using GitSwarm.Store;

namespace GitSwarm.Setup;

/// <summary>Writes the repository's own config, always through git, which locks it.</summary>
public static class LocalSettings
{
    /// <summary>Sets one value, replacing all there are.</summary>
    /// <exception cref="SwarmException">The config cannot be written.</exception>
    public static void Set(SwarmGit git, string key, string value) => Run(git, ["config", "--local", "--replace-all", key, value]);

    /// <summary>Removes every value of a key; a key that is not there is no error.</summary>
    /// <exception cref="SwarmException">The config cannot be written.</exception>
    public static void Unset(SwarmGit git, string key) => Run(git, ["config", "--local", "--unset-all", key], notThere: 5);

    private static void Run(SwarmGit git, string[] arguments, int notThere = 0)
    {
        FreeLock(git.Repository);
        var result = git.Run(arguments);
        if (!result.Ok && result.ExitCode != notThere)
        {
            throw CannotWrite(git, result);
        }
    }

    /// <summary>Takes away the lock of the config, if whoever took it was killed.</summary>
    public static void FreeLock(Repository repository)
    {
        var path = Path.Combine(repository.CommonDir, "config.lock");
        if (File.Exists(path) && StaleLocks.IsStale(repository, path))
        {
            StaleLocks.Remove(path);
        }
    }

    /// <summary>The refusal for a write to the config that failed.</summary>
    internal static SwarmException CannotWrite(SwarmGit git, GitResult result) =>
        StoreErrors.IsFinal(result.Error)
            ? StoreErrors.CannotWrite(git.Repository, result)
            : new SwarmException(
                ErrorCode.BadConfig,
                $"cannot write {Path.Combine(git.Repository.CommonDir, "config")}: {result.Reason}",
                "check the file with 'git config --local --list'"
            );
}
