using System.Runtime.InteropServices;
using System.Text;

namespace GitSwarm.Git;

/// <summary>Where a symbolic link leads, in bytes: the runtime knows names and targets only as text, and not all of them are.</summary>
internal static partial class SymbolicLink
{
    /// <summary>PATH_MAX of Linux; no system has more.</summary>
    private const int Longest = 4096;

    /// <summary>The target as it stands in the link; null where there is none.</summary>
    /// <param name="path">Bytes as the system knows them, without a zero at the end.</param>
    internal static byte[]? TargetOf(ReadOnlySpan<byte> path)
    {
        if (OperatingSystem.IsWindows())
        {
            return ByRuntime(Encoding.UTF8.GetString(path));
        }
        var terminated = new byte[path.Length + 1];
        path.CopyTo(terminated);
        var target = new byte[Longest];
        var length = Read(terminated, target, target.Length);
        return length < 0 ? null : target[..(int)length];
    }

    private static byte[]? ByRuntime(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget is { } target ? Encoding.UTF8.GetBytes(target) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "readlink")]
    private static partial nint Read(ReadOnlySpan<byte> path, Span<byte> target, nint size);
}
