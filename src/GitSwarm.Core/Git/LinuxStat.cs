using System.Runtime.InteropServices;

namespace GitSwarm.Git;

/// <summary>File stamps on Linux by statx(2), whose layout is the same on every architecture (stat's is not).</summary>
internal static partial class LinuxStat
{
    private const int CurrentDirectory = -100; // AT_FDCWD
    internal const int DoNotFollow = 0x100; // AT_SYMLINK_NOFOLLOW
    internal const uint Basic = 0x7FF; // STATX_BASIC_STATS: all that stat(2) tells
    private const uint TypeAndMode = 0x1 | 0x2; // STATX_TYPE | STATX_MODE
    private const uint Owner = 0x8; // STATX_UID
    private const uint Wanted = 0x40 | 0x100 | 0x200; // STATX_MTIME | STATX_INO | STATX_SIZE

    internal static FileStamp? Read(string path) =>
        Call(CurrentDirectory, path, 0, Wanted, out var found) == 0 && (found.Mask & Wanted) == Wanted
            ? new FileStamp(
                ((ulong)found.DeviceMajor << 32) | found.DeviceMinor,
                found.Inode,
                unchecked((found.MtimeSeconds * 1_000_000_000) + found.MtimeNanoseconds),
                (long)found.Size
            )
            : null;

    /// <summary>The user a path belongs to, links not followed; null where it cannot be told.</summary>
    internal static uint? ReadOwner(string path) =>
        Call(CurrentDirectory, path, DoNotFollow, Owner, out var found) == 0 && (found.Mask & Owner) == Owner ? found.User : null;

    /// <summary>The state of a path itself, links not followed; null where nothing is there.</summary>
    /// <param name="path">Bytes, a zero at the end.</param>
    internal static FileState? ReadLink(ReadOnlySpan<byte> path) =>
        Call(CurrentDirectory, path, DoNotFollow, Wanted | TypeAndMode, out var found) == 0
        && (found.Mask & (Wanted | TypeAndMode)) == (Wanted | TypeAndMode)
            ? new FileState(
                found.Mode,
                (long)found.Size,
                unchecked((found.MtimeSeconds * 1_000_000_000) + found.MtimeNanoseconds),
                found.Inode
            )
            : null;

    [LibraryImport("libc", EntryPoint = "statx")]
    private static partial int Call(int directory, ReadOnlySpan<byte> path, int flags, uint mask, out Answer answer);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Call(int directory, string path, int flags, uint mask, out Answer answer);

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    internal struct Answer
    {
        [FieldOffset(0)]
        internal uint Mask;

        [FieldOffset(20)]
        internal uint User;

        [FieldOffset(24)]
        internal uint Group;

        [FieldOffset(28)]
        internal ushort Mode;

        [FieldOffset(32)]
        internal ulong Inode;

        [FieldOffset(40)]
        internal ulong Size;

        [FieldOffset(96)]
        internal long CtimeSeconds;

        [FieldOffset(104)]
        internal uint CtimeNanoseconds;

        [FieldOffset(112)]
        internal long MtimeSeconds;

        [FieldOffset(120)]
        internal uint MtimeNanoseconds;

        [FieldOffset(136)]
        internal uint DeviceMajor;

        [FieldOffset(140)]
        internal uint DeviceMinor;
    }
}
