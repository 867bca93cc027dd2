using System.Text;
using Microsoft.Win32.SafeHandles;

namespace GitSwarm.Sessions.Processes;

/// <summary>The processes in a <c>/proc</c> (proc(5)); each call reads afresh, two small files a process.</summary>
/// <param name="root">Where it is mounted.</param>
public sealed class LinuxProcessTable(string root = "/proc") : IProcessTable
{
    // A stat line has at most 52 numbers; of a command line only the first words are of use, and prompts may follow them.
    private const int Window = 4096;

    private string? boot;
    private string? space;
    private bool? foreign;

    /// <inheritdoc/>
    public string Boot => boot ??= ReadText("sys/kernel/random/boot_id").Trim();

    /// <inheritdoc/>
    public string Namespace => space ??= Foreign ? "" : ReadLink("self/ns/pid");

    /// <inheritdoc/>
    /// <remarks>There is always a first process, and what it is called is nobody's secret.</remarks>
    public bool HidesOthers => StartOf(1) is null;

    /// <inheritdoc/>
    public ProcessEntry? Find(int pid)
    {
        Span<byte> buffer = stackalloc byte[Window];
        return StatOf(pid, buffer) is { } line
            ? new ProcessEntry(
                pid,
                line.Parent,
                line.Start,
                line.Name,
                LinuxStatLine.Arguments(Read($"{pid}/cmdline", buffer)),
                line.Terminal == 0 ? 0 : line.Session
            )
            : null;
    }

    /// <inheritdoc/>
    /// <remarks>Asked for every session at every look, and the command line is the dearer half.</remarks>
    public string? StartOf(int pid)
    {
        Span<byte> buffer = stackalloc byte[Window];
        return StatOf(pid, buffer)?.Start;
    }

    private LinuxStatLine? StatOf(int pid, Span<byte> buffer)
    {
        // A missing process is an everyday answer, and a look costs a tenth of an exception.
        if (pid <= 0 || Foreign || !Directory.Exists($"{root}/{pid}"))
        {
            return null;
        }
        return LinuxStatLine.Parse(Read($"{pid}/stat", buffer)) is { IsGone: false } line ? line : null;
    }

    // A sandbox may have a pid namespace of its own and yet show the /proc of the one around it (bubblewrap without
    // --proc). Our number then names somebody else there. The kernel tells: NSpid lists our number in the namespace of
    // the mount first, then one for each namespace further in.
    private bool Foreign => foreign ??= NumbersOfMine() > 1;

    private int NumbersOfMine()
    {
        const string Field = "\nNSpid:";
        var status = ReadText("self/status");
        var at = status.IndexOf(Field, StringComparison.Ordinal);
        return at < 0 ? 1 : status[(at + Field.Length)..].Split('\n', 2)[0].Split('\t', StringSplitOptions.RemoveEmptyEntries).Length;
    }

    private string ReadText(string name)
    {
        Span<byte> buffer = stackalloc byte[Window];
        return Encoding.UTF8.GetString(Read(name, buffer));
    }

    private string ReadLink(string name)
    {
        try
        {
            return new FileInfo($"{root}/{name}").LinkTarget ?? "";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private ReadOnlySpan<byte> Read(string name, Span<byte> buffer)
    {
        var path = $"{root}/{name}";
        try
        {
            // Shared with everybody, or the runtime asks the kernel for a lock on top.
            using var file = Open(path);
            // One read takes all: the kernel writes such a file in one piece if there is room.
            return buffer[..RandomAccess.Read(file, buffer, 0)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It ended between the look and the read, or is none of our business.
            return default;
        }
    }

    private static SafeFileHandle Open(string path) =>
        File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
}
