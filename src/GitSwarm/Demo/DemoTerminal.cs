using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace GitSwarm.Demo;

/// <summary>One terminal: a directory, and a process that lives as long as whoever sits there.</summary>
internal sealed class DemoTerminal : IDisposable
{
    private readonly IReadOnlyDictionary<string, string> common;
    private readonly Process life;

    /// <summary>Opens a terminal.</summary>
    /// <param name="directory">Where it is; need not exist yet.</param>
    /// <param name="common">Variables all terminals share.</param>
    public DemoTerminal(string directory, IReadOnlyDictionary<string, string> common)
    {
        (Directory, this.common) = (directory, common);
        life = Start("sleep", ["600"], Path.GetDirectoryName(directory)!, common);
    }

    /// <summary>Where it is.</summary>
    public string Directory { get; }

    /// <summary>Its prompt.</summary>
    public string Prompt => Path.GetFileName(Directory) + "$";

    /// <summary>The process whose life is that of a session started here.</summary>
    public int ProcessId => life.Id;

    /// <summary>Runs a line in a shell.</summary>
    /// <returns>Both outputs in the order they were written, and the exit code.</returns>
    /// <exception cref="OperationCanceledException">The demo was interrupted; the shell is dead.</exception>
    public (string Output, int ExitCode) Run(string line, CancellationToken interrupted)
    {
        var variables = new Dictionary<string, string>(common, StringComparer.Ordinal)
        {
            ["PWD"] = Directory,
            ["GIT_SWARM_PID"] = ProcessId.ToString(CultureInfo.InvariantCulture),
        };
        using var shell = Start("sh", ["-c", "exec 2>&1\n" + line], Directory, variables);
        using var killer = interrupted.Register(() => Kill(shell));
        var output = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();
        interrupted.ThrowIfCancellationRequested();
        return (output, shell.ExitCode);
    }

    /// <summary>Waits until the process is dead, after somebody killed it.</summary>
    /// <returns>False when it lives on.</returns>
    public bool HasDied() => life.WaitForExit(TimeSpan.FromSeconds(5));

    /// <inheritdoc/>
    public void Dispose()
    {
        Kill(life);
        life.WaitForExit();
        life.Dispose();
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It, or a child of it, has ended already.
        }
    }

    private static Process Start(
        string program,
        IReadOnlyList<string> arguments,
        string directory,
        IReadOnlyDictionary<string, string> variables
    )
    {
        // Pipes on all three, so that nothing here holds the user's terminal or reads from it.
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
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }
}
