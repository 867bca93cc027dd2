using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace GitSwarm.ClientTests;

/// <summary>A program that runs while the test goes on; it and its children are killed at the end.</summary>
internal sealed class ClientProcess : IDisposable
{
    private readonly Process process;
    private readonly StringBuilder output = new();

    /// <param name="program">Its path.</param>
    /// <param name="arguments">What it is given.</param>
    /// <param name="directory">Where it works.</param>
    /// <param name="variables">Every variable it sees.</param>
    /// <param name="line">Its first line of input, after which more may come; null for no input at all.</param>
    internal ClientProcess(
        string program,
        IEnumerable<string> arguments,
        string directory,
        IReadOnlyDictionary<string, string> variables,
        string? line = null
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment.Clear();
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }
        process = new Process { StartInfo = start, EnableRaisingEvents = true };
        var exited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.Exited += (_, _) => exited.TrySetResult();
        process.OutputDataReceived += (_, e) => Append(e.Data);
        process.ErrorDataReceived += (_, e) => Append(e.Data);
        process.Start();
        if (line is null)
        {
            process.StandardInput.Close();
        }
        else
        {
            Hear(line);
        }
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Ended = End(exited.Task);
    }

    /// <summary>One more line of input.</summary>
    internal void Hear(string line)
    {
        process.StandardInput.WriteLine(line);
        process.StandardInput.Flush();
    }

    internal int Pid => process.Id;

    internal int ExitCode => process.ExitCode;

    /// <summary>Completes when it has ended.</summary>
    internal Task Ended { get; }

    /// <summary>Waits until a pattern is in what it says; null if it ends without.</summary>
    internal async Task<Match?> Says(Regex pattern, TimeSpan patience)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < patience; await Task.Delay(50))
        {
            var isOver = Ended.IsCompleted;
            lock (output)
            {
                if (pattern.Match(output.ToString()) is { Success: true } match)
                {
                    return match;
                }
            }
            if (isOver)
            {
                break;
            }
        }
        return null;
    }

    /// <summary>What it said, and how it ended.</summary>
    internal string Report()
    {
        lock (output)
        {
            return $"-- {(process.HasExited ? $"ended with {process.ExitCode}" : "runs")}, said:\n{output}";
        }
    }

    public void Dispose()
    {
        try
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit(TimeSpan.FromSeconds(10));
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }
        process.Dispose();
    }

    // Its last words matter, but a child that outlives it may keep the pipe open.
    private async Task End(Task exited)
    {
        await exited;
        await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(500));
    }

    private void Append(string? line)
    {
        lock (output)
        {
            output.AppendLine(line);
        }
    }
}
