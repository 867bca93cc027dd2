using GitSwarm.Agents.Runners;

namespace GitSwarm.Agents.Runs;

/// <summary>Keeps what happens in a run: in its transcript, and in numbers.</summary>
/// <param name="transcript">Where it is written.</param>
/// <param name="clock">Time.</param>
/// <param name="wake">Tells whoever waits that there is something new.</param>
public sealed class RunLog(Transcript transcript, TimeProvider clock, Action wake)
{
    private int toolUses;

    /// <summary>The program's id of its session, once it told.</summary>
    public string? ClientSession { get; private set; }

    /// <summary>How many events there were.</summary>
    public int Events { get; private set; }

    /// <summary>Calls of tools so far.</summary>
    public int ToolUses => toolUses;

    /// <summary>Tokens so far, as far as its runner tells.</summary>
    public long? Tokens { get; private set; }

    /// <summary>What it did last.</summary>
    public string? Doing { get; private set; }

    /// <summary>What the supervisor does now.</summary>
    public void Step(string what) => Add(new TranscriptLine { Type = "step", Text = what });

    /// <summary>A line of the runner's complaints.</summary>
    public void Error(string line) => Add(new TranscriptLine { Type = "error", Text = line });

    /// <summary>An event of the runner.</summary>
    public void Add(RunEvent happened)
    {
        Events++;
        Tokens = happened.Usage?.Tokens ?? Tokens;
        Doing = happened.Kind switch
        {
            RunEventKind.Tool => $"{happened.Text} {happened.Detail}".Trim(),
            RunEventKind.Text when happened.Text is { Length: > 0 } said => said,
            _ => Doing,
        };
        switch (happened.Kind)
        {
            case RunEventKind.Started:
                ClientSession = happened.Text;
                Add(new TranscriptLine { Type = "started", Text = happened.Text });
                break;
            case RunEventKind.Tool:
                toolUses++;
                Add(
                    new TranscriptLine
                    {
                        Type = "tool",
                        Text = happened.Text,
                        Detail = happened.Detail,
                        ToolUses = toolUses,
                    }
                );
                break;
            case RunEventKind.Usage:
                Add(
                    new TranscriptLine
                    {
                        Type = "usage",
                        Tokens = happened.Usage?.Tokens,
                        ToolUses = happened.Usage?.ToolUses,
                    }
                );
                break;
            default:
                Add(
                    new TranscriptLine
                    {
                        Type = happened.Kind.ToString().ToLowerInvariant(),
                        Text = happened.Text,
                        Detail = happened.Detail,
                    }
                );
                break;
        }
    }

    /// <summary>The last line: how it ended.</summary>
    public void End(Verdict verdict) =>
        Add(
            new TranscriptLine
            {
                Type = "result",
                Text = verdict.State.Word(),
                Content = verdict.Content,
                Error = verdict.Error,
                Tokens = verdict.Usage.Tokens,
                ToolUses = verdict.Usage.ToolUses,
            }
        );

    private void Add(TranscriptLine line)
    {
        transcript.Add(line with { At = clock.GetUtcNow() });
        wake();
    }
}

/// <summary>How a run ended.</summary>
/// <param name="State">Completed, failed or killed.</param>
/// <param name="Content">What it said at the end, in blocks.</param>
/// <param name="Error">Why it did not complete, in one line.</param>
/// <param name="Usage">What it used.</param>
public sealed record Verdict(RunState State, IReadOnlyList<string> Content, string? Error, RunUsage Usage)
{
    /// <summary>One that never got to work.</summary>
    public static Verdict Failed(string error) => new(RunState.Failed, [], error, new RunUsage(null, 0));
}
