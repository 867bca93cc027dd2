namespace GitSwarm.Agents.Runners;

/// <summary>Reads what one process prints.</summary>
public abstract class RunnerOutput
{
    /// <summary>A line of its standard output, without its end. Anything may come here: what is no event of the program is <see cref="RunEventKind.Noise"/>.</summary>
    public abstract IEnumerable<RunEvent> Line(string line);

    /// <summary>The process is over.</summary>
    /// <param name="exitCode">128 + the signal's number where one ended it.</param>
    /// <param name="lastErrors">The end of its standard error.</param>
    public abstract RunResult End(int exitCode, string lastErrors);
}

/// <summary>What kind of event.</summary>
public enum RunEventKind
{
    /// <summary>The program started; the text is its own id of the session.</summary>
    Started,

    /// <summary>It said something.</summary>
    Text,

    /// <summary>It uses a tool: the text is the tool's name, the detail what with, in a few words.</summary>
    Tool,

    /// <summary>A call was denied: the text is the tool's name.</summary>
    Denied,

    /// <summary>How much was used so far.</summary>
    Usage,

    /// <summary>A line that is none of the program's events.</summary>
    Noise,
}

/// <summary>Something that happened in a run.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Text">What.</param>
/// <param name="Detail">More of it.</param>
/// <param name="Usage">For <see cref="RunEventKind.Usage"/>.</param>
public sealed record RunEvent(RunEventKind Kind, string Text, string? Detail = null, RunUsage? Usage = null);

/// <summary>What a run used.</summary>
/// <param name="Tokens">Tokens in and out; null where the program does not say.</param>
/// <param name="ToolUses">Calls of tools.</param>
public sealed record RunUsage(long? Tokens, int ToolUses);

/// <summary>How a run ended, as its program told.</summary>
/// <param name="Done">True where it did what it was asked.</param>
/// <param name="Content">What it says as its result: blocks of text.</param>
/// <param name="Error">Why it failed, in one line; null where it did not.</param>
/// <param name="Usage">What it used.</param>
public sealed record RunResult(bool Done, IReadOnlyList<string> Content, string? Error, RunUsage Usage)
{
    /// <summary>The client's id of its session, for resuming; null where it has none.</summary>
    public string? ClientSession { get; init; }

    /// <summary>Names of tools whose calls were denied.</summary>
    public IReadOnlyList<string> Denied { get; init; } = [];
}
