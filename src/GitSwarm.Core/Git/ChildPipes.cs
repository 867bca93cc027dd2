using System.Diagnostics;
using System.IO.Pipes;
using Microsoft.Win32.SafeHandles;

namespace GitSwarm.Git;

/// <summary>The three pipes of a child, as plain streams.</summary>
/// <remarks>
/// The runtime's own streams wrap the pipes into sockets at the first byte, and sockets start a thread that waits for
/// events: a millisecond for each command, for nothing, as only one end is ever waited for. The process owns the handles.
/// </remarks>
internal sealed class ChildPipes(Process process)
{
    /// <summary>What the child reads.</summary>
    internal Stream Input { get; } = Plain(process.StandardInput.BaseStream, FileAccess.Write);

    /// <summary>What the child answers.</summary>
    internal Stream Output { get; } = Plain(process.StandardOutput.BaseStream, FileAccess.Read);

    /// <summary>What the child complains.</summary>
    internal Stream Error { get; } = Plain(process.StandardError.BaseStream, FileAccess.Read);

    /// <summary>Says that no more input comes; may be said twice.</summary>
    internal void CloseInput()
    {
        try
        {
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The child is gone; its exit code and message tell more.
        }
    }

    private static Stream Plain(Stream stream, FileAccess access) =>
        !OperatingSystem.IsWindows() && stream is PipeStream pipe
            ? new FileStream(new SafeFileHandle(pipe.SafePipeHandle.DangerousGetHandle(), ownsHandle: false), access, bufferSize: 0)
            : stream;
}
