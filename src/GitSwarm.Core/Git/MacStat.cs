using System.Runtime.InteropServices;

namespace GitSwarm.Git;

/// <summary>File stamps on macOS by stat(2) with 64-bit inodes (<c>sys/stat.h</c>, <c>__DARWIN_STRUCT_STAT64</c>).</summary>
internal static partial class MacStat
{
    internal static FileStamp? Read(string path) =>
        Call(path, out var found) == 0
            ? new FileStamp(found.Device, found.Inode, unchecked((found.MtimeSeconds * 1_000_000_000) + found.MtimeNanoseconds), found.Size)
            : null;

    /// <summary>The user a path belongs to; null where it cannot be told.</summary>
    internal static uint? ReadOwner(string path) => Call(path, out var found) == 0 ? found.User : null;

    // On x86-64 the plain name is the old call with 32-bit inodes; arm64 never had it.
    private static int Call(string path, out Answer answer) =>
        RuntimeInformation.ProcessArchitecture == Architecture.X64 ? CallX64(path, out answer) : CallArm64(path, out answer);

    [LibraryImport("libc", EntryPoint = "stat$INODE64", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int CallX64(string path, out Answer answer);

    [LibraryImport("libc", EntryPoint = "stat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int CallArm64(string path, out Answer answer);

    [StructLayout(LayoutKind.Explicit, Size = 144)]
    private struct Answer
    {
        [FieldOffset(0)]
        internal uint Device;

        [FieldOffset(8)]
        internal ulong Inode;

        [FieldOffset(16)]
        internal uint User;

        [FieldOffset(48)]
        internal long MtimeSeconds;

        [FieldOffset(56)]
        internal long MtimeNanoseconds;

        [FieldOffset(96)]
        internal long Size;
    }
}
