using GitSwarm.Git;
using GitSwarm.Store;

namespace GitSwarm.Setup;

/// <summary>Opting a repository in and out: its own config, and everything of ours in it.</summary>
public static class OptIn
{
    /// <summary>The key that says a repository opted in.</summary>
    internal const string EnabledKey = "swarm.enabled";

    /// <summary>Every config key opting in may set, in the order they are removed.</summary>
    private static readonly string[] Keys = [EnabledKey, "swarm.remote", MainWorktree.Key, "swarm.clone", "swarm.cloneBinding"];

    private static readonly TimeSpan PurgePatience = TimeSpan.FromSeconds(10);

    /// <summary>Checks that this git will do.</summary>
    /// <returns>Its version.</returns>
    /// <exception cref="SwarmException">It is too old, or says no version.</exception>
    public static GitVersion RequireGit(GitProcess git)
    {
        var text = git.Run(["--version"]).Text;
        return GitVersion.Parse(text) is { } version && version >= GitVersion.Oldest
            ? version
            : throw new SwarmException(
                ErrorCode.GitFailed,
                $"git {GitVersion.Oldest} or newer is needed, this is '{Texts.Cut(text, 60)}'",
                "update git"
            );
    }

    /// <summary>Opts in; the config as it was is kept where git could not restore it.</summary>
    /// <exception cref="SwarmException">The config cannot be written.</exception>
    public static void Enable(SwarmGit git)
    {
        if (!git.Repository.IsEnabled && git.Repository.Config["swarm.clone"] is null)
        {
            OriginalConfig.Keep(git, Keys);
        }
        LocalSettings.Set(git, EnabledKey, "true");
    }

    /// <summary>True where there is something for <see cref="RemoveSettings"/> to take out.</summary>
    public static bool HasSettings(Repository repository, bool all) => Removed(all).Any(k => IsSet(repository, k));

    /// <summary>True where there is something for <see cref="Purge"/> to delete.</summary>
    public static bool HasRecords(SwarmGit git) =>
        Folders(git).Any(Directory.Exists) || SnapshotReader.ReadNames(git, [SwarmRefs.Root, SwarmRefs.RemoteRoot]).Count > 0;

    /// <summary>Takes our settings out. The clone's id stays while records under it stay, so that opting in again finds them.</summary>
    /// <param name="git">The repository.</param>
    /// <param name="all">The clone's id, too; then the config is as it was before <see cref="Enable"/>.</param>
    public static void RemoveSettings(SwarmGit git, bool all)
    {
        foreach (var key in Removed(all).Where(k => IsSet(git.Repository, k)))
        {
            LocalSettings.Unset(git, key);
        }
        if (all)
        {
            OriginalConfig.Restore(git, Keys);
        }
    }

    /// <summary>Deletes every ref and file of ours; objects are git's to expire.</summary>
    /// <returns>How many refs went.</returns>
    public static int Purge(SwarmGit git)
    {
        // A session that left a moment ago may have started housekeeping.
        using var alone = OsLock.TryTake(git.Repository, OsLock.Housekeeping, PurgePatience);
        var refs = SnapshotReader.ReadNames(git, [SwarmRefs.Root, SwarmRefs.RemoteRoot]);
        if (refs.Count > 0)
        {
            // Without expected values: whatever is there goes, also a ref to a missing object.
            var commands = System.Text.Encoding.UTF8.GetBytes(string.Concat(refs.Keys.Select(r => $"delete {r}\0\0")));
            foreach (var left in StaleLocks.Find(git.Repository).Where(l => StaleLocks.IsStale(git.Repository, l)))
            {
                StaleLocks.Remove(left);
            }
            git.Run(["update-ref", "--stdin", "-z"], commands).OrThrow("delete the refs of git-swarm");
        }
        KeptReflog.Delete(git);
        KeptPacks.Release(git.Repository);
        foreach (var path in Folders(git))
        {
            if (Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
            }
        }
        RemoveEmpty(Path.Combine(git.Repository.CommonDir, "logs"));
        return refs.Count;
    }

    /// <summary>A bare repository has no reflogs but ours, and git leaves their folder.</summary>
    private static void RemoveEmpty(string folder)
    {
        if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
        }
    }

    private static IEnumerable<string> Removed(bool all) => Keys.Where(k => all || !k.StartsWith("swarm.clone", StringComparison.Ordinal));

    private static bool IsSet(Repository repository, string key) => repository.Config[key.ToLowerInvariant()] is not null;

    private static string[] Folders(SwarmGit git) => [git.Repository.SwarmDir, RefDir(git, "swarm"), RefDir(git, "swarm-remote")];

    private static string RefDir(SwarmGit git, string name) => Path.Combine(git.Repository.CommonDir, "refs", name);
}
