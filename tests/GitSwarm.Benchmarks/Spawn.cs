using System.ComponentModel;
using System.Runtime.InteropServices;

namespace GitSwarm.Benchmarks;

/// <summary>Starts programs with nothing between them and the clock: posix_spawn(3), streams on /dev/null, wait4(2).</summary>
/// <remarks>The runtime's own Process class adds pipes, threads and a signal handler, which is more than some of the programs take.</remarks>
internal static unsafe partial class Spawn
{
    private const int ReadWrite = 2; // O_RDWR
    private const int ActionsSize = 256; // sizeof(posix_spawn_file_actions_t) is 80 or less

    /// <summary>Starts a program.</summary>
    /// <returns>Its process id; to be given to <see cref="Wait"/>.</returns>
    internal static int Start(Command command)
    {
        using var arguments = new NativeStrings([command.Program, .. command.Arguments]);
        using var variables = new NativeStrings(command.Variables.Select(v => v.Key + "=" + v.Value));
        var actions = stackalloc byte[ActionsSize];
        _ = InitActions(actions);
        _ = AddChangeDirectory(actions, command.Directory);
        for (var stream = 0; stream < 3; stream++)
        {
            _ = AddOpen(actions, stream, stream == 0 ? command.Input : "/dev/null", ReadWrite, 0);
        }
        var error = PosixSpawn(out var pid, command.Program, actions, null, arguments.Pointer, variables.Pointer);
        _ = DestroyActions(actions);
        return error == 0 ? pid : throw new Win32Exception(error);
    }

    /// <summary>Waits for a child, or for any with -1.</summary>
    /// <returns>Which ended, whether with 0, and the processor time it and its children took, in milliseconds.</returns>
    internal static (int Pid, bool Ok, double Milliseconds) Wait(int pid)
    {
        Usage usage;
        var ended = Wait4(pid, out var status, 0, &usage);
        return (ended, status == 0, usage.Milliseconds);
    }

    [LibraryImport("libc", EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int PosixSpawn(out int pid, string path, byte* actions, void* attributes, nint* arguments, nint* variables);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    private static partial int InitActions(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    private static partial int DestroyActions(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int AddOpen(byte* actions, int descriptor, string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addchdir_np", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int AddChangeDirectory(byte* actions, string path);

    [LibraryImport("libc", EntryPoint = "wait4")]
    private static partial int Wait4(int pid, out int status, int options, Usage* usage);

    /// <summary>getrusage(2): two times, then counters.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Usage
    {
        [FieldOffset(0)]
        private readonly long userSeconds;

        [FieldOffset(8)]
        private readonly int userMicroseconds;

        [FieldOffset(16)]
        private readonly long systemSeconds;

        [FieldOffset(24)]
        private readonly int systemMicroseconds;

        internal readonly double Milliseconds =>
            ((userSeconds + systemSeconds) * 1000.0) + ((userMicroseconds + systemMicroseconds) / 1000.0);
    }
}
