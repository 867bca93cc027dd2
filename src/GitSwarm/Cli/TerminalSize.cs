using System.Runtime.InteropServices;

namespace GitSwarm.Cli;

/// <summary>How wide the terminal is.</summary>
/// <remarks>
/// The runtime's console answers that, too, but first puts the keypad into another mode, which it writes to the terminal and
/// never takes back.
/// </remarks>
internal static partial class TerminalSize
{
    private const int StandardOutput = 1;

    /// <summary>Columns of the terminal that standard output is; 0 where it is none, nobody gave it a size, or this is Windows.</summary>
    public static int Columns => !OperatingSystem.IsWindows() && Ask(out var size) == 0 ? size.Columns : 0;

    private static int Ask(out Window size)
    {
        if (!OperatingSystem.IsMacOS())
        {
            return Ask(StandardOutput, RuntimeInformation.ProcessArchitecture == Architecture.Ppc64le ? OfBsd : OfLinux, out size);
        }
        return RuntimeInformation.ProcessArchitecture == Architecture.Arm64
            ? AskOnStack(StandardOutput, OfBsd, 0, 0, 0, 0, 0, 0, out size)
            : Ask(StandardOutput, OfBsd, out size);
    }

    // TIOCGWINSZ
    private const nuint OfLinux = 0x5413;
    private const nuint OfBsd = 0x40087468;

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int Ask(int descriptor, nuint request, out Window size);

    // Apple's ARM64 passes what stands behind named parameters on the stack, which these six keep free of registers.
    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int AskOnStack(
        int descriptor,
        nuint request,
        nint register2,
        nint register3,
        nint register4,
        nint register5,
        nint register6,
        nint register7,
        out Window size
    );

    /// <summary>struct winsize.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Window
    {
        internal ushort Rows;
        internal ushort Columns;
        internal ushort Width;
        internal ushort Height;
    }
}
