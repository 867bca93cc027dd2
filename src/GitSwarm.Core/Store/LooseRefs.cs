using GitSwarm.Git;

namespace GitSwarm.Store;

/// <summary>Packs refs where many of ours are loose: git opens a file for each loose one, and reads a packed one in passing.</summary>
public static class LooseRefs
{
    /// <summary>Loose refs of ours above which they are packed: ten cost the user's fetch a millisecond.</summary>
    public const int Many = 8;

    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    /// <summary>True when packing is due. Lists directories, opens no file.</summary>
    /// <param name="repository">Whose refs.</param>
    /// <param name="now">UTC.</param>
    public static bool AreDue(Repository repository, DateTimeOffset now)
    {
        var packed = new FileInfo(Path.Combine(repository.CommonDir, "packed-refs"));
        return repository.RefFormat != RefFormat.Reftable
            && !(packed.Exists && now.UtcDateTime - packed.LastWriteTimeUtc < Every)
            && AreMany(repository, SwarmRefs.Root, SwarmRefs.RemoteRoot);
    }

    /// <summary>Packs them.</summary>
    /// <param name="git">The repository's plumbing.</param>
    /// <param name="version">Which git it is.</param>
    /// <returns>False where the user does not want refs packed and this git cannot tell ours from theirs.</returns>
    public static bool Pack(SwarmGit git, GitVersion version)
    {
        if (version >= GitVersion.PackRefsInclude)
        {
            git.Run(["pack-refs", "--include", SwarmRefs.Root + "*", "--include", SwarmRefs.RemoteRoot + "*"]).OrThrow("pack refs");
            return true;
        }
        // The user's refs, too: no different from what their own gc does, unless they told it not to.
        if (git.Run(["config", "--type=bool", "--get", "gc.packRefs"]).Text == "false")
        {
            return false;
        }
        git.Run(["pack-refs", "--all"]).OrThrow("pack refs");
        return true;
    }

    private static bool AreMany(Repository repository, params IEnumerable<string> roots)
    {
        try
        {
            var folders = roots.Select(r => Path.Combine(repository.CommonDir, r)).Where(Directory.Exists);
            return folders.SelectMany(f => Directory.EnumerateFiles(f, "*", SearchOption.AllDirectories)).Take(Many + 1).Count() > Many;
        }
        catch (DirectoryNotFoundException)
        {
            // None yet, or git removed an empty directory meanwhile: the next time is soon enough.
            return false;
        }
    }
}
