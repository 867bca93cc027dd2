using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging;

namespace GitSwarm.Git;

/// <summary>A running git child with its three pipes.</summary>
public sealed class GitChild : IDisposable
{
    private readonly Process process;
    private readonly IReadOnlyList<string> arguments;
    private readonly ILogger? log;
    private readonly long started = Stopwatch.GetTimestamp();
    private readonly Task<string> error;

    internal GitChild(Process process, IReadOnlyList<string> arguments, ILogger? log)
    {
        this.process = process;
        this.arguments = arguments;
        this.log = log;
        // Read beside the output, or a child that writes much to both would block.
        error = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Sends bytes; a child that is gone already is no error.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            process.StandardInput.BaseStream.Write(bytes);
            process.StandardInput.BaseStream.Flush();
        }
        catch (IOException)
        {
            // Broken pipe: the child's exit code and message tell more.
        }
    }

    /// <summary>Sends text as UTF-8.</summary>
    public void Write(string text) => Write(Encoding.UTF8.GetBytes(text));

    /// <summary>Says that no more input comes.</summary>
    public void CloseInput()
    {
        try
        {
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // As in Write.
        }
    }

    /// <summary>The child's output, to be read piece by piece before <see cref="Finish"/>.</summary>
    public Stream Output => process.StandardOutput.BaseStream;

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

    /// <summary>Reads the rest of the output and waits for the end.</summary>
    public GitResult Finish()
    {
        var output = ReadToEnd();
        process.WaitForExit();
        var result = new GitResult(process.ExitCode, output, error.GetAwaiter().GetResult());
        if (log is not null && log.IsEnabled(LogLevel.Debug))
        {
            GitLog.Ran(log, string.Join(' ', arguments), result.ExitCode, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        return result;
    }

    // Stream.CopyTo would clear 128 KB first, for answers of a few hundred bytes.
    private byte[] ReadToEnd()
    {
        var buffer = new byte[2048];
        var length = 0;
        for (int got; (got = Output.Read(buffer, length, buffer.Length - length)) > 0; )
        {
            length += got;
            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, length * 4);
            }
        }
        return buffer[..length];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.StandardInput.Close();
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
