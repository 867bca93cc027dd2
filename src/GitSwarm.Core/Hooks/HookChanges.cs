using GitSwarm.Git;

namespace GitSwarm.Hooks;

/// <summary>Does what a step says.</summary>
/// <remarks>
/// Contract: a file is written beside its place and moved there, so that git never runs half a hook and a crash leaves
/// the old one; config goes through git, which locks it. Each change may be repeated; whoever is stopped half way runs
/// the plan anew.
/// </remarks>
internal sealed class HookChanges(GitProcess git, Repository repository)
{
    /// <summary>Does one change.</summary>
    /// <exception cref="SwarmException">A file changed since the plan was made, or cannot be written.</exception>
    public void Do(HookChange change)
    {
        try
        {
            switch (change)
            {
                case HookChange.WriteFile(var path, var before, var after):
                    Expect(path, before);
                    Write(path, after);
                    break;
                case HookChange.DeleteFile(var path, var before):
                    Expect(path, before);
                    File.Delete(path);
                    break;
                case HookChange.CreateDirectory(var path):
                    Directory.CreateDirectory(path);
                    break;
                case HookChange.DeleteEmptyDirectory(var path):
                    if (Directory.Exists(path) && !Directory.EnumerateFileSystemEntries(path).Any())
                    {
                        Directory.Delete(path);
                    }
                    break;
                case HookChange.SetConfig(var key, var value):
                    Config("--replace-all", key, value);
                    break;
                case HookChange.UnsetConfig(var key):
                    Config("--unset-all", key);
                    break;
                case HookChange.RemoveSection(var section):
                    Config("--remove-section", section);
                    break;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SwarmException(
                ErrorCode.StoreReadOnly,
                $"cannot change the hooks: {error.Message}",
                "make the path writable and run the command again"
            );
        }
    }

    private void Config(params string[] arguments) =>
        git.Run(["--git-dir=" + repository.CommonDir, "config", "--local", .. arguments]).OrThrow($"change {arguments[1]} in the config");

    private static void Expect(string path, byte[]? before)
    {
        var now = File.Exists(path) ? File.ReadAllBytes(path) : null;
        if (before is null ? now is not null : now is null || !now.AsSpan().SequenceEqual(before))
        {
            throw new SwarmException(ErrorCode.ForeignFile, $"{path} was changed by somebody else just now", "run the command again");
        }
    }

    private static void Write(string path, byte[] bytes)
    {
        var fresh = Path.Combine(Path.GetDirectoryName(path)!, "." + Path.GetRandomFileName());
        try
        {
            File.WriteAllBytes(fresh, bytes);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(fresh, Mode(path));
            }
            File.Move(fresh, path, overwrite: true);
        }
        finally
        {
            File.Delete(fresh);
        }
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static UnixFileMode Mode(string path)
    {
        const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        const UnixFileMode Fresh =
            Execute | UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        if (!File.Exists(path))
        {
            return Fresh;
        }
        // A hook that can run keeps its mode; one of ours that lost it gets it back.
        var mode = File.GetUnixFileMode(path);
        return (mode & Execute) != UnixFileMode.None ? mode : mode | Execute;
    }
}
