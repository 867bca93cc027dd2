using System.Text.Json;

namespace GitSwarm.Agents.Runners.Output;

/// <summary>Reads a program that prints one JSON object a line, and keeps what its result is made of.</summary>
internal abstract class JsonOutput : RunnerOutput
{
    // A result is told in a message; the whole of what was said is in the transcript.
    private const int MostText = 256 * 1024;
    private const int LongestReason = 300;

    private readonly SortedSet<string> denied = new(StringComparer.Ordinal);
    private string? session;

    /// <summary>What it said last.</summary>
    protected string? Said { get; set; }

    /// <summary>True once it has reported that its work is over, well or not.</summary>
    protected bool IsOver { get; set; }

    /// <summary>Why it failed, as it told; null where it did not.</summary>
    protected string? Failure { get; set; }

    /// <summary>What it waits for, which is why it failed if it never comes.</summary>
    protected string? Trouble { get; set; }

    /// <summary>Tokens in and out so far; null where it never said.</summary>
    protected long? Tokens { get; set; }

    /// <summary>Calls of tools so far.</summary>
    protected int ToolUses { get; set; }

    /// <inheritdoc/>
    public sealed override IEnumerable<RunEvent> Line(string line) =>
        JsonLine.Parse(line) is { } root ? [.. Read(root)]
        : string.IsNullOrWhiteSpace(line) ? []
        : [new RunEvent(RunEventKind.Noise, line)];

    /// <inheritdoc/>
    public sealed override RunResult End(int exitCode, string lastErrors)
    {
        Finish();
        var error =
            Failure is not null && IsOver ? Failure
            : exitCode != 0 ? Failure ?? RunnerError.Of(exitCode, lastErrors)
            : IsOver ? null
            : Failure ?? "it ended without a result";
        if (error is not null && !IsOver && Trouble is not null)
        {
            error += $" ({Trouble})";
        }
        return new RunResult(
            error is null,
            Said is { Length: > 0 } && Said != Failure ? [Said.Length <= MostText ? Said : Said[..MostText]] : [],
            error is null ? null : Texts.Cut(error, LongestReason),
            new RunUsage(Tokens, ToolUses)
        )
        {
            ClientSession = session,
            Denied = [.. denied],
        };
    }

    /// <summary>What an object of the program's output comes to.</summary>
    protected abstract IEnumerable<RunEvent> Read(JsonElement line);

    /// <summary>No more will come.</summary>
    protected virtual void Finish() { }

    /// <summary>It has a session.</summary>
    protected IEnumerable<RunEvent> Started(string? id)
    {
        // Whoever goes on with it gives it to the program as a word.
        if (id is null || session == id || !ClientWord.Is(id))
        {
            return [];
        }
        session = id;
        return [new RunEvent(RunEventKind.Started, id)];
    }

    /// <summary>It says something.</summary>
    protected IEnumerable<RunEvent> Says(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return [];
        }
        Said = text;
        return [new RunEvent(RunEventKind.Text, text)];
    }

    /// <summary>It calls a tool.</summary>
    protected RunEvent Uses(string tool, JsonElement? input)
    {
        ToolUses++;
        return new RunEvent(RunEventKind.Tool, Texts.Cut(tool, 100), ToolDetail.Of(input));
    }

    /// <summary>A call was denied.</summary>
    protected RunEvent Denies(string tool, string? why)
    {
        denied.Add(Texts.Cut(tool, 100));
        return new RunEvent(RunEventKind.Denied, Texts.Cut(tool, 100), why is null ? null : Texts.Cut(why, LongestReason));
    }

    /// <summary>How much was used by now.</summary>
    protected RunEvent Used(long? tokens)
    {
        Tokens = tokens ?? Tokens;
        return new RunEvent(RunEventKind.Usage, "", Usage: new RunUsage(Tokens, ToolUses));
    }
}
