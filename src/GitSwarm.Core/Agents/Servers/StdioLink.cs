using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;

namespace GitSwarm.Agents.Servers;

/// <summary>A server that is started, and spoken to in lines of JSON over its input and output.</summary>
/// <remarks>
/// Its end is that of all it started. What has cut itself loose from it is not found here; it carries the variables of the
/// run, and ends with the run. Threads read its outputs, for one who inherited them may hold them open forever.
/// </remarks>
internal sealed class StdioLink : ServerLink
{
    private static readonly TimeSpan LastWords = TimeSpan.FromMilliseconds(500);

    private readonly Process process;
    private readonly Channel<byte[]> lines = Channel.CreateUnbounded<byte[]>();

    private StdioLink(Process process)
    {
        this.process = process;
        var (output, errors) = (process.StandardOutput.BaseStream, process.StandardError.BaseStream);
        Background(() => Hear(output));
        // A full pipe would stop it. What it complains of may have secrets in it, so nobody is told.
        Background(() => Drop(errors));
    }

    /// <summary>Starts it.</summary>
    /// <exception cref="ServerTrouble">It cannot be started.</exception>
    public static StdioLink Start(ServerConfig config, string directory, IReadOnlyDictionary<string, string> variables)
    {
        var all = new Dictionary<string, string>(variables, StringComparer.Ordinal);
        foreach (var (name, value) in config.Variables)
        {
            all[name] = value;
        }
        try
        {
            var program = ProgramPath.Find(config.Command!, directory, all.GetValueOrDefault("PATH"));
            return program is null
                ? throw new ServerTrouble("its command is not there")
                : new StdioLink(Process.Start(Description(program, config.Arguments, directory, all))!);
        }
        catch (Exception error) when (error is Win32Exception or ArgumentException)
        {
            throw new ServerTrouble("its command cannot be started");
        }
    }

    private static ProcessStartInfo Description(
        string program,
        IReadOnlyList<string> arguments,
        string directory,
        Dictionary<string, string> variables
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory,
        };
        start.Environment.Clear();
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }
        return start;
    }

    /// <inheritdoc/>
    public override async Task<JsonElement> Ask(byte[] request, int id, CancellationToken stop)
    {
        await Tell(request, stop);
        await foreach (var line in lines.Reader.ReadAllAsync(stop))
        {
            // Lines of a log, notifications and requests of its own are none of ours.
            if (ServerMessages.Answer(line, id) is { } answer)
            {
                return answer;
            }
        }
        throw new ServerTrouble(process.WaitForExit(LastWords) ? $"it ended with exit code {process.ExitCode}" : "it closed its output");
    }

    /// <inheritdoc/>
    public override async Task Tell(byte[] message, CancellationToken stop)
    {
        try
        {
            var input = process.StandardInput.BaseStream;
            await input.WriteAsync((byte[])[.. message, (byte)'\n'], stop);
            await input.FlushAsync(stop);
        }
        catch (IOException)
        {
            // It is gone, or does not listen: reading tells.
        }
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        try
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit(LastWords);
        }
        catch (Exception error) when (error is Win32Exception or InvalidOperationException or AggregateException)
        {
            // It went by itself.
        }
        process.Dispose();
        return ValueTask.CompletedTask;
    }

    private static void Background(Action work) => new Thread(() => work()) { IsBackground = true }.Start();

    private void Hear(Stream output)
    {
        try
        {
            var chunk = new byte[16 << 10];
            var line = new MemoryStream();
            var total = 0;
            for (int read; (read = output.Read(chunk)) > 0; )
            {
                total += read;
                if (total > MostBytes)
                {
                    lines.Writer.TryComplete(TooMuch());
                    return;
                }
                var piece = chunk.AsSpan(0, read);
                for (int end; (end = piece.IndexOf((byte)'\n')) >= 0; piece = piece[(end + 1)..])
                {
                    line.Write(piece[..end]);
                    Take(line);
                }
                line.Write(piece);
            }
            Take(line);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It was ended.
        }
        lines.Writer.TryComplete();
    }

    private void Take(MemoryStream line)
    {
        if (line.Length > 0)
        {
            lines.Writer.TryWrite(line.ToArray());
            line.SetLength(0);
        }
    }

    private static void Drop(Stream errors)
    {
        try
        {
            var chunk = new byte[4 << 10];
            while (errors.Read(chunk) > 0) { }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It was ended.
        }
    }
}
