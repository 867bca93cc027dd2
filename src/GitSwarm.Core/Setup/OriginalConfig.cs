using GitSwarm.Git;

namespace GitSwarm.Setup;

/// <summary>The repository's config as it was before <c>init</c>, kept where git would not leave it so after <c>deinit</c>.</summary>
/// <remarks>
/// Git's own writing adds a missing line end at the end of the file, drops a section that became empty, and forgets a
/// value that was replaced. Whether it would is tried out on a copy; mostly it would not, and nothing is kept. Put back
/// only if nobody changed anything since: the config without our settings must be what that trial gave.
/// </remarks>
internal static class OriginalConfig
{
    /// <summary>Keeps the config, if need be; before the first change to it.</summary>
    public static void Keep(SwarmGit git, IEnumerable<string> keys)
    {
        var original = File.ReadAllBytes(ConfigOf(git));
        if (!Trial(git, ConfigOf(git), keys).AsSpan().SequenceEqual(original))
        {
            Directory.CreateDirectory(git.Repository.SwarmDir);
            File.Copy(ConfigOf(git), KeptIn(git), overwrite: true);
        }
    }

    /// <summary>Puts the config back, if it was kept and nothing but ours was changed since.</summary>
    public static void Restore(SwarmGit git, IEnumerable<string> keys)
    {
        var config = ConfigOf(git);
        if (File.Exists(KeptIn(git)) && Trial(git, KeptIn(git), keys).AsSpan().SequenceEqual(File.ReadAllBytes(config)))
        {
            Replace(config, KeptIn(git));
        }
    }

    /// <summary>What git leaves of a config after our settings came and went.</summary>
    private static byte[] Trial(SwarmGit git, string config, IEnumerable<string> keys)
    {
        var folder = Directory.CreateDirectory(git.Repository.SwarmDir);
        var copy = Path.Combine(folder.FullName, "." + Path.GetRandomFileName());
        try
        {
            File.Copy(config, copy);
            Change(git, copy, "--replace-all", OptIn.EnabledKey, "true");
            foreach (var key in keys.Where(k => ConfigFile.Read(copy)[k.ToLowerInvariant()] is not null))
            {
                Change(git, copy, "--unset-all", key);
            }
            return File.ReadAllBytes(copy);
        }
        finally
        {
            File.Delete(copy);
            if (!folder.EnumerateFileSystemInfos().Any())
            {
                folder.Delete();
            }
        }
    }

    private static void Change(SwarmGit git, string file, params string[] arguments)
    {
        var result = git.Run(["config", "--file", file, .. arguments]);
        if (!result.Ok)
        {
            throw LocalSettings.CannotWrite(git, result);
        }
    }

    /// <summary>Under git's own lock, so that no change of somebody else's gets lost.</summary>
    private static void Replace(string config, string kept)
    {
        var target = File.ResolveLinkTarget(config, returnFinalTarget: true)?.FullName ?? config;
        var fresh = target + ".lock";
        using (var locked = new FileStream(fresh, FileMode.CreateNew, FileAccess.Write))
        {
            try
            {
                locked.Write(File.ReadAllBytes(kept));
            }
            catch (IOException)
            {
                File.Delete(fresh);
                throw;
            }
        }
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(fresh, File.GetUnixFileMode(target));
        }
        File.Move(fresh, target, overwrite: true);
    }

    private static string ConfigOf(SwarmGit git) => Path.Combine(git.Repository.CommonDir, "config");

    private static string KeptIn(SwarmGit git) => Path.Combine(git.Repository.SwarmDir, "config.original");
}
