using System.Runtime.InteropServices;

namespace GitSwarm.Agents.Runs;

/// <summary>Makes a process independent of the terminal and of whoever started it.</summary>
public static partial class Detachment
{
    /// <summary>A session and a process group of its own: what is typed in the terminal does not reach it, nor does the terminal's end.</summary>
    public static void Detach()
    {
        if (!OperatingSystem.IsWindows())
        {
            // Fails only where it leads a group already, and then it is as good.
            _ = SetSession();
        }
    }

    [LibraryImport("libc", EntryPoint = "setsid")]
    private static partial int SetSession();
}
