namespace GitSwarm.TestKit;

/// <summary>Copies and removes whole directories.</summary>
internal static class Trees
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Copies a directory, links as links and modes as they are.</summary>
    internal static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var entry in new DirectoryInfo(from).EnumerateFileSystemInfos())
        {
            var target = Path.Combine(to, entry.Name);
            if (entry.LinkTarget is { } link)
            {
                File.CreateSymbolicLink(target, link);
            }
            else if (entry is DirectoryInfo)
            {
                Copy(entry.FullName, target);
            }
            else
            {
                File.Copy(entry.FullName, target);
            }
        }
    }

    /// <summary>Removes a directory, also where a test left parts of it read-only or a process still writes.</summary>
    internal static void Remove(string path)
    {
        for (var attempt = 0; Directory.Exists(path); attempt++)
        {
            try
            {
                Unlock(new DirectoryInfo(path));
                Directory.Delete(path, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException && attempt < 10)
            {
                Thread.Sleep(20 * (attempt + 1));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A leftover in the temporary directory is no reason to fail the test that made it.
                return;
            }
        }
    }

    private static void Unlock(DirectoryInfo directory)
    {
        if ((directory.UnixFileMode & Owner) != Owner)
        {
            directory.UnixFileMode |= Owner;
        }
        foreach (var child in directory.EnumerateDirectories())
        {
            if (child.LinkTarget is null)
            {
                Unlock(child);
            }
        }
    }
}
