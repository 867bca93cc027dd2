using System.Text;

namespace GitSwarm.Git;

/// <summary>What lies at a path, links not followed, and whether it changed since.</summary>
/// <param name="Mode">Type and permissions as stat(2) gives them (octal 100644, 120777, 040755).</param>
/// <param name="Size">Bytes.</param>
/// <param name="MtimeNanoseconds">Last modification, nanoseconds since 1970-01-01 UTC.</param>
/// <param name="Inode">The file within its file system; 0 where the system does not say.</param>
public readonly record struct FileState(uint Mode, long Size, long MtimeNanoseconds, ulong Inode)
{
    private const uint TypeMask = 0xF000;
    private const uint Regular = 0x8000;
    private const uint Link = 0xA000;
    private const uint Folder = 0x4000;

    /// <summary>An ordinary file.</summary>
    public bool IsFile => (Mode & TypeMask) == Regular;

    /// <summary>A symbolic link.</summary>
    public bool IsLink => (Mode & TypeMask) == Link;

    /// <summary>A directory.</summary>
    public bool IsDirectory => (Mode & TypeMask) == Folder;

    /// <summary>Its owner may run it.</summary>
    public bool IsExecutable => (Mode & 0x40) != 0;

    /// <summary>The state of a path; null where nothing is there or it cannot be looked at.</summary>
    /// <param name="path">Bytes as the system knows them, without a zero at the end.</param>
    public static FileState? Of(ReadOnlySpan<byte> path)
    {
        if (OperatingSystem.IsLinux())
        {
            var terminated = new byte[path.Length + 1];
            path.CopyTo(terminated);
            return LinuxStat.ReadLink(terminated);
        }
        return ByRuntime(Encoding.UTF8.GetString(path));
    }

    // Where no call of our own is known the runtime's will do: paths are Unicode there.
    private static FileState? ByRuntime(string path)
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is not null)
        {
            return new FileState(Link, 0, Nanoseconds(file), 0);
        }
        if (Directory.Exists(path))
        {
            return new FileState(Folder, 0, 0, 0);
        }
        return file.Exists ? new FileState(Regular | Permissions(file), file.Length, Nanoseconds(file), 0) : null;
    }

    private static uint Permissions(FileInfo file) => OperatingSystem.IsWindows() ? 0 : (uint)file.UnixFileMode;

    private static long Nanoseconds(FileInfo file) => (file.LastWriteTimeUtc - DateTime.UnixEpoch).Ticks * 100;
}
