using System.Globalization;
using GitSwarm.Agents.Runs;
using GitSwarm.Cli;

namespace GitSwarm.Commands.Spawn;

/// <summary>One line that says what a run does now, for people who wait for it.</summary>
/// <param name="host">The composed command.</param>
/// <param name="run">The run.</param>
internal sealed class Progress(SwarmHost host, RunRecord run)
{
    /// <summary>Who waits this long may want to do something else meanwhile.</summary>
    private static readonly TimeSpan HintAfter = TimeSpan.FromSeconds(2);

    private readonly long started = TimeProvider.System.GetTimestamp();
    private string doing = "starting";
    private long? tokens;
    private int tools;
    private bool hinted;
    private string shown = "";

    /// <summary>How long it was waited for.</summary>
    public TimeSpan Elapsed => TimeProvider.System.GetElapsedTime(started);

    /// <summary>Something happened.</summary>
    public void Take(TranscriptLine line)
    {
        tokens = line.Tokens ?? tokens;
        tools = line.ToolUses ?? tools;
        doing = line.Type switch
        {
            "tool" => $"{line.Text} {line.Detail}".Trim(),
            "text" when line.Text is { Length: > 0 } said => said,
            "step" => line.Text ?? doing,
            _ => doing,
        };
    }

    /// <summary>Shows it, on a terminal.</summary>
    public void Show()
    {
        if (!host.Outside.ErrorIsTerminal || host.Output.Json)
        {
            return;
        }
        if (!hinted && Elapsed > HintAfter)
        {
            hinted = true;
            Clear();
            host.Output.Narrate(
                $"press b to let it go on in the background, or from elsewhere: git swarm spawn --background {ShortId.Of(run.Id)}"
            );
        }
        var line = Columns.Cut(Line(), host.Output.Width - 1);
        if (line != shown)
        {
            Clear();
            host.Output.TryNarrate(shown = line);
        }
    }

    /// <summary>Takes the line away.</summary>
    public void Clear()
    {
        if (shown.Length > 0)
        {
            host.Output.TryNarrate("\r\u001b[K");
            shown = "";
        }
    }

    private string Line()
    {
        var used = tokens is { } t ? $" · {t.ToString("N0", CultureInfo.InvariantCulture)} tokens" : "";
        var calls = tools > 0 ? $" · {tools} tools" : "";
        return $"{Texts.Cut(run.Agent, 30)} · {(int)Elapsed.TotalSeconds}s{calls}{used} · {Texts.OneLine(doing)}";
    }
}
