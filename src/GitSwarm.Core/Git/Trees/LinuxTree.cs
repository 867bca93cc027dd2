using System.Runtime.InteropServices;

namespace GitSwarm.Git.Trees;

/// <summary>Calls of Linux for going through many directories, each opened once and everything in it reached from there.</summary>
internal static partial class LinuxTree
{
    private const int CurrentDirectory = -100; // AT_FDCWD
    private const int CloseOnExec = 0x80000; // O_CLOEXEC
    private const int NotFound = 2; // ENOENT

    /// <summary>False where these calls, or their numbers, are not known.</summary>
    internal static bool IsKnown { get; } =
        OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64;

    // O_DIRECTORY and O_NOFOLLOW are the two numbers of open(2) that differ.
    private static readonly bool IsArm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;
    private static readonly int Folder = IsArm ? 0x4000 : 0x10000;
    private static readonly int NoLink = IsArm ? 0x8000 : 0x20000;

    /// <summary>Opens a directory to look at what is in it.</summary>
    /// <param name="path">Bytes, a zero at the end.</param>
    /// <returns>A descriptor to be closed; negative where it cannot be.</returns>
    internal static int Open(ReadOnlySpan<byte> path) => OpenAt(CurrentDirectory, in path[0], Folder | CloseOnExec, 0);

    /// <summary>Opens a directory in another one, but not by a link.</summary>
    /// <param name="directory">The other one.</param>
    /// <param name="name">Bytes, a zero at the end.</param>
    /// <param name="isMissing">Nothing of that name is there.</param>
    internal static int Open(int directory, ReadOnlySpan<byte> name, out bool isMissing)
    {
        var descriptor = OpenAt(directory, in name[0], Folder | NoLink | CloseOnExec, 0);
        isMissing = descriptor < 0 && Marshal.GetLastPInvokeError() == NotFound;
        return descriptor;
    }

    /// <summary>Looks at what is in a directory, links not followed.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="name">First byte of the name; a zero at the end.</param>
    /// <param name="found">What is there.</param>
    /// <param name="isMissing">Nothing is.</param>
    internal static bool Look(int directory, ref readonly byte name, out LinuxStat.Answer found, out bool isMissing)
    {
        var done = StatAt(directory, in name, LinuxStat.DoNotFollow, LinuxStat.Basic, out found) == 0;
        isMissing = !done && Marshal.GetLastPInvokeError() == NotFound;
        return done && (found.Mask & LinuxStat.Basic) == LinuxStat.Basic;
    }

    /// <summary>Ends the use of a descriptor.</summary>
    [LibraryImport("libc", EntryPoint = "close")]
    internal static partial int Close(int descriptor);

    /// <summary>Reads entries of a directory (getdents64(2)).</summary>
    /// <returns>Bytes read; 0 at the end.</returns>
    internal static int List(int descriptor, Span<byte> into) => (int)GetEntries(descriptor, ref into[0], into.Length);

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true)]
    private static partial int OpenAt(int directory, ref readonly byte path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static partial int StatAt(int directory, ref readonly byte path, int flags, uint mask, out LinuxStat.Answer answer);

    [LibraryImport("libc", EntryPoint = "getdents64")]
    private static partial nint GetEntries(int descriptor, ref byte into, nint size);
}
