namespace GitSwarm.Clients.Settings;

/// <summary>Does what a plan says.</summary>
/// <remarks>
/// Contract: everything new is first written beside its place, then every file is compared with what the plan saw, and only
/// then is the first one moved to its place. So a full disk, a directory without rights or somebody else's edit changes
/// nothing; a crash between two moves leaves whole files, and running the command again does the rest.
/// </remarks>
public static class SettingsWrites
{
    /// <summary>Does it.</summary>
    /// <exception cref="SwarmException">A file changed since the plan was made, or cannot be written.</exception>
    public static void Apply(SettingsPlan plan)
    {
        var written = new Dictionary<SettingsChange, string>();
        var current = "";
        try
        {
            foreach (var change in plan.Changes.Where(c => c.After is not null))
            {
                current = change.Path;
                written[change] = WriteBeside(change);
            }
            foreach (var change in plan.Changes)
            {
                Expect(change);
            }
            foreach (var change in plan.Changes)
            {
                current = change.Path;
                Finish(change, written.GetValueOrDefault(change));
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SwarmException(
                ErrorCode.StoreReadOnly,
                $"cannot change {current}: {error.Message}",
                "make it and its directory writable, and run the command again"
            );
        }
        finally
        {
            foreach (var path in written.Values)
            {
                File.Delete(path);
            }
        }
    }

    private static string WriteBeside(SettingsChange change)
    {
        var folder = Path.GetDirectoryName(change.Path)!;
        Directory.CreateDirectory(folder);
        var fresh = Path.Combine(folder, "." + Path.GetRandomFileName());
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows() && change.Before is not null)
        {
            // From the first moment: settings may hold what others must not read.
            options.UnixCreateMode = File.GetUnixFileMode(change.Path);
        }
        using (var stream = new FileStream(fresh, options))
        {
            stream.Write(change.After!);
        }
        if (!OperatingSystem.IsWindows() && change.Before is not null)
        {
            // The mask of new files took some of it away.
            File.SetUnixFileMode(fresh, File.GetUnixFileMode(change.Path));
        }
        return fresh;
    }

    private static void Expect(SettingsChange change)
    {
        var now = File.Exists(change.Path) ? File.ReadAllBytes(change.Path) : null;
        if (change.Before is null ? now is not null : now is null || !now.AsSpan().SequenceEqual(change.Before))
        {
            throw new SwarmException(
                ErrorCode.ForeignFile,
                $"{change.Path} was changed by somebody else just now",
                "run the command again"
            );
        }
    }

    private static void Finish(SettingsChange change, string? fresh)
    {
        if (fresh is not null)
        {
            File.Move(fresh, change.Path, overwrite: true);
            return;
        }
        File.Delete(change.Path);
        var folder = Path.GetDirectoryName(change.Path);
        for (var left = change.MadeFolders; left > 0 && folder is not null; left--)
        {
            if (Directory.EnumerateFileSystemEntries(folder).Any())
            {
                return;
            }
            Directory.Delete(folder);
            folder = Path.GetDirectoryName(folder);
        }
    }
}
