namespace GitSwarm.Git;

/// <summary>Which file or directory a path means, whatever it is called.</summary>
/// <param name="Device">The file system, as the system numbers it; not promised to be the same after a restart.</param>
/// <param name="Inode">The file within it (Windows: the file index).</param>
public readonly record struct FileIdentity(ulong Device, ulong Inode)
{
    /// <summary>The identity of what a path leads to, links followed; null where it is missing, unreadable, or the system is none we know.</summary>
    public static FileIdentity? Of(string path) => FileStamp.Of(path)?.Identity;
}

/// <summary>Tells whether a file was replaced or rewritten since it was last looked at.</summary>
/// <param name="Device">As in <see cref="FileIdentity"/>.</param>
/// <param name="Inode">As in <see cref="FileIdentity"/>.</param>
/// <param name="MtimeNanoseconds">Last modification, nanoseconds since 1970-01-01 UTC; steps as coarse as the file system's.</param>
/// <param name="Size">Bytes.</param>
public readonly record struct FileStamp(ulong Device, ulong Inode, long MtimeNanoseconds, long Size)
{
    /// <summary>Which file it is, without its state.</summary>
    public FileIdentity Identity => new(Device, Inode);

    /// <summary>The stamp of what a path leads to, links followed; null where it is missing, unreadable, or the system is none we know.</summary>
    public static FileStamp? Of(string path)
    {
        // A null character would cut the path short and stamp another file.
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }
        try
        {
            return OperatingSystem.IsLinux() ? LinuxStat.Read(path)
                : OperatingSystem.IsMacOS() ? MacStat.Read(path)
                : OperatingSystem.IsWindows() ? WindowsStat.Read(path)
                : null;
        }
        catch (Exception error) when (error is EntryPointNotFoundException or DllNotFoundException)
        {
            // A C library older than the call (statx: glibc 2.28, musl 1.2.0).
            return null;
        }
    }
}
