using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace GitSwarm.Git;

/// <summary>File stamps on Windows by <c>GetFileInformationByHandle</c> (<c>BY_HANDLE_FILE_INFORMATION</c>, fileapi.h).</summary>
internal static partial class WindowsStat
{
    private const uint ShareAll = 1 | 2 | 4; // read, write, delete: looking must not be in anybody's way
    private const uint OpenExisting = 3;
    private const uint BackupSemantics = 0x02000000; // without it a directory cannot be opened
    private const long TicksFrom1601To1970 = 116_444_736_000_000_000;

    internal static FileStamp? Read(string path)
    {
        using var handle = Open(path, 0, ShareAll, 0, OpenExisting, BackupSemantics, 0);
        return !handle.IsInvalid && Ask(handle, out var found)
            ? new FileStamp(
                found.Volume,
                Join(found.IndexHigh, found.IndexLow),
                unchecked(((long)Join(found.WrittenHigh, found.WrittenLow) - TicksFrom1601To1970) * 100),
                (long)Join(found.SizeHigh, found.SizeLow)
            )
            : null;
    }

    private static ulong Join(uint high, uint low) => ((ulong)high << 32) | low;

    [LibraryImport("kernel32", EntryPoint = "CreateFileW", StringMarshalling = StringMarshalling.Utf16)]
    private static partial SafeFileHandle Open(string path, uint access, uint share, nint security, uint how, uint flags, nint template);

    [LibraryImport("kernel32", EntryPoint = "GetFileInformationByHandle")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool Ask(SafeFileHandle file, out Answer answer);

    [StructLayout(LayoutKind.Explicit, Size = 52)]
    private struct Answer
    {
        [FieldOffset(20)]
        internal uint WrittenLow;

        [FieldOffset(24)]
        internal uint WrittenHigh;

        [FieldOffset(28)]
        internal uint Volume;

        [FieldOffset(32)]
        internal uint SizeHigh;

        [FieldOffset(36)]
        internal uint SizeLow;

        [FieldOffset(44)]
        internal uint IndexHigh;

        [FieldOffset(48)]
        internal uint IndexLow;
    }
}
