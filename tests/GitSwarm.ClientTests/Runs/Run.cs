using System.Diagnostics;
using System.Text;
using GitSwarm.Agents.Runners;
using GitSwarm.TestKit;

namespace GitSwarm.ClientTests.Runs;

/// <summary>A process that plays an agent, and what it told.</summary>
internal sealed class Run : IDisposable
{
    private readonly Process process;
    private readonly StringBuilder errors = new();
    private readonly StringBuilder lines = new();

    internal Run(RunnerCommand command, RunnerOutput output, string directory, IReadOnlyDictionary<string, string> variables)
    {
        foreach (var (file, text) in command.Files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }
        var start = new ProcessStartInfo(command.Program, command.Arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment.Clear();
        foreach (var (name, value) in variables.Concat(command.Environment))
        {
            start.Environment[name] = value;
        }
        process = Process.Start(start)!;
        process.StandardInput.Write(command.Input);
        process.StandardInput.Close();
        Ended = Read(output);
    }

    /// <summary>What it told, in order.</summary>
    internal List<RunEvent> Events { get; } = [];

    /// <summary>How it ended.</summary>
    internal Task<RunResult> Ended { get; }

    /// <summary>What it printed, for a failure message.</summary>
    internal string Report() => $"{lines}\n-- errors:\n{errors}";

    /// <summary>Kills it with SIGKILL, and what it started.</summary>
    internal void Kill()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }
    }

    public void Dispose()
    {
        Kill();
        process.Dispose();
    }

    private async Task<RunResult> Read(RunnerOutput output)
    {
        var complaints = Task.Run(async () =>
        {
            while (await process.StandardError.ReadLineAsync() is { } line)
            {
                errors.AppendLine(line);
            }
        });
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            lines.AppendLine(line);
            Events.AddRange(output.Line(line));
        }
        await process.WaitForExitAsync();
        await complaints;
        return output.End(process.ExitCode, errors.ToString());
    }
}
