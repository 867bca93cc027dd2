using System.Collections;

namespace GitSwarm.Cli;

/// <summary>Everything of the outer world a command may see: the one place where the process's surroundings come in.</summary>
/// <param name="Variables">Environment variables.</param>
/// <param name="Directory">Current directory, absolute; empty when it was deleted.</param>
/// <param name="ProcessId">This process.</param>
/// <param name="Input">Standard input.</param>
/// <param name="Output">Standard output: the answer.</param>
/// <param name="Error">Standard error: narration.</param>
/// <param name="OutputIsTerminal">True when a person reads the answer as it is printed.</param>
/// <param name="Width">Columns of the terminal.</param>
/// <param name="ProgramPath">Absolute path of the running program.</param>
public sealed record Outside(
    IReadOnlyDictionary<string, string> Variables,
    string Directory,
    int ProcessId,
    Stream Input,
    Stream Output,
    Stream Error,
    bool OutputIsTerminal,
    int Width,
    string? ProgramPath
)
{
    // What git tells the programs it starts.
    private static readonly string[] OfGit = ["GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE"];

    /// <summary>True when standard input is a keyboard, and nobody may be typing.</summary>
    public bool InputIsTerminal { get; init; }

    /// <summary>True when what is narrated is seen as it is printed, and may be redrawn in place.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>The surroundings of this very process.</summary>
    public static Outside OfThisProcess()
    {
        var (output, error) = StandardStream.Open();
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            variables[(string)entry.Key] = (string?)entry.Value ?? "";
        }
        // GIT_SWARM_TTY=<columns> asks for the terminal's form where there is none (documentation, tests).
        var forced = variables.TryGetValue("GIT_SWARM_TTY", out var text) && int.TryParse(text, out var columns) ? columns : 0;
        var terminal = forced > 0 || !Console.IsOutputRedirected;
        return new Outside(
            variables,
            CurrentDirectory(),
            Environment.ProcessId,
            Console.OpenStandardInput(),
            output,
            error,
            terminal,
            forced > 0 ? forced
                : terminal && Columns() is > 0 and var width ? width
                : 80,
            Environment.ProcessPath
        )
        {
            InputIsTerminal = !Console.IsInputRedirected,
            ErrorIsTerminal = !Console.IsErrorRedirected,
        };
    }

    /// <summary>The same, but for the repository git may have named.</summary>
    public Outside WithoutGit() =>
        OfGit.Any(Variables.ContainsKey)
            ? this with
            {
                Variables = Variables.Where(v => !OfGit.Contains(v.Key)).ToDictionary(StringComparer.Ordinal),
            }
            : this;

    /// <summary>A variable's value; null when unset or empty.</summary>
    public string? Variable(string name) => Variables.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    private static string CurrentDirectory()
    {
        try
        {
            return Environment.CurrentDirectory;
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static int Columns()
    {
        if (!OperatingSystem.IsWindows())
        {
            return TerminalSize.Columns;
        }
        try
        {
            return Console.WindowWidth;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
