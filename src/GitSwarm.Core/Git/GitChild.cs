using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging;

namespace GitSwarm.Git;

/// <summary>A running git child with its three pipes.</summary>
public sealed class GitChild : IDisposable
{
    private readonly Process process;
    private readonly ChildPipes pipes;
    private readonly IReadOnlyList<string> arguments;
    private readonly ILogger? log;
    private readonly long started = Stopwatch.GetTimestamp();

    private bool disposed;

    internal GitChild(Process process, IReadOnlyList<string> arguments, ILogger? log)
    {
        this.process = process;
        pipes = new ChildPipes(process);
        this.arguments = arguments;
        this.log = log;
    }

    /// <summary>Sends bytes; a child that is gone already is no error.</summary>
    /// <remarks>For what fits into a pipe (64 KB) or is read at once; <see cref="Finish"/> takes any amount.</remarks>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            pipes.Input.Write(bytes);
            pipes.Input.Flush();
        }
        catch (IOException)
        {
            // Broken pipe: the child's exit code and message tell more.
        }
    }

    /// <summary>Sends text as UTF-8.</summary>
    public void Write(string text) => Write(Encoding.UTF8.GetBytes(text));

    /// <summary>Says that no more input comes.</summary>
    public void CloseInput() => pipes.CloseInput();

    /// <summary>The child's output, to be read piece by piece before <see cref="Finish"/>.</summary>
    public Stream Output => pipes.Output;

    /// <summary>Reads one line of output without its line end; null at the end of the output.</summary>
    public string? ReadLine()
    {
        var line = new List<byte>(32);
        for (int b; (b = Output.ReadByte()) >= 0 && b != '\n'; )
        {
            line.Add((byte)b);
        }
        return line.Count == 0 ? null : Encoding.UTF8.GetString([.. line]);
    }

    /// <summary>Sends the last of the input, reads the rest of both outputs, and waits for the end.</summary>
    /// <param name="input">Any amount; nothing by default.</param>
    public GitResult Finish(ReadOnlyMemory<byte> input = default)
    {
        var (output, error) = OperatingSystem.IsWindows() ? PipesByThreads.Exchange(pipes, input) : PipesByPoll.Exchange(pipes, input.Span);
        process.WaitForExit();
        var result = new GitResult(process.ExitCode, output, Encoding.UTF8.GetString(error));
        if (log is not null && log.IsEnabled(LogLevel.Debug))
        {
            GitLog.Ran(log, string.Join(' ', arguments), result.ExitCode, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        return result;
    }

    /// <summary>Ends the child at once, from any thread; whoever waits in <see cref="Finish"/> gets what came until then.</summary>
    /// <remarks>With what it started: a transport that hangs would keep the pipes open.</remarks>
    public void Kill()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or AggregateException)
        {
            // It ended by itself, or was disposed.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (disposed)
        {
            return;
        }
        disposed = true;
        if (!process.HasExited)
        {
            pipes.CloseInput();
            process.Kill();
        }
        process.Dispose();
    }
}

internal static partial class GitLog
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "git {Arguments} -> {ExitCode} in {Milliseconds:F1} ms")]
    internal static partial void Ran(ILogger log, string arguments, int exitCode, double milliseconds);
}
