using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using GitSwarm.Agents.Worktrees;

namespace GitSwarm.Teams.Panes;

/// <summary>How a program of a terminal ended.</summary>
/// <param name="Code">0 for success.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Error">What it complained.</param>
internal sealed record PaneAnswer(int Code, string Output, string Error)
{
    /// <summary>True for success.</summary>
    internal bool Ok => Code == 0;

    /// <summary>The last line of the complaint, or else of the output.</summary>
    internal string Said => Texts.Cut((Error.Trim() is { Length: > 0 } error ? error : Output.Trim()).Split('\n')[^1], 200);
}

/// <summary>The only starter of tmux, it2 and wt.exe.</summary>
/// <remarks>
/// Contract: arguments go to the program as they are; nobody waits longer than <see cref="Limit"/>. It may be the first, and with it a
/// server begin that outlives whoever started it: every shell in it would take itself for that session, and the end of that run would be its
/// own. So no variable goes along that says who we are (<see cref="ChildEnvironment"/>).
/// </remarks>
/// <param name="name">Its name, and in <see cref="PaneOutside.Find"/> its path.</param>
/// <param name="outside">The world.</param>
/// <param name="hidden">Variables it must not see.</param>
internal sealed class PaneProgram(string name, PaneOutside outside, params string[] hidden)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>True where it is installed.</summary>
    internal bool IsInstalled => outside.Find(name) is not null;

    /// <summary>Runs it to its end.</summary>
    /// <exception cref="SwarmException">It is missing, or does not answer.</exception>
    internal PaneAnswer Run(IEnumerable<string> arguments, string? input = null)
    {
        var path = outside.Find(name) ?? throw Failed($"there is no '{name}' here", $"install {name}");
        using var process = Start(path, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        var feeding = Task.Run(() => Feed(process, input));
        if (!process.WaitForExit(Limit) || !Task.WaitAll([output, error, feeding], Limit))
        {
            process.Kill();
            throw Failed($"'{name}' does not answer", "look at the terminal, and try again");
        }
        return new PaneAnswer(process.ExitCode, output.Result, error.Result);
    }

    /// <summary>A refusal in one line.</summary>
    internal static SwarmException Failed(string message, string hint) => new(ErrorCode.CannotLaunch, message, hint);

    private Process Start(string path, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(path, arguments)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Utf8,
            StandardOutputEncoding = Utf8,
            StandardErrorEncoding = Utf8,
        };
        start.Environment.Clear();
        foreach (var (variable, value) in outside.Variables.Where(v => ChildEnvironment.IsKept(v.Key) && !hidden.Contains(v.Key)))
        {
            start.Environment[variable] = value;
        }
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw Failed($"cannot start '{path}': {error.Message}", $"look at {name}");
        }
    }

    private static void Feed(Process process, string? input)
    {
        try
        {
            using var stream = process.StandardInput;
            stream.Write(input);
        }
        catch (IOException)
        {
            // It did not read; its own message says why.
        }
    }
}
