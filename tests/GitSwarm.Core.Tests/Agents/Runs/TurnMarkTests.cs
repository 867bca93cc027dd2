using GitSwarm.Agents.Runs;
using GitSwarm.Clients;
using Xunit;

namespace GitSwarm.Tests.Agents.Runs;

public sealed class TurnMarkTests : IDisposable
{
    private readonly string path = Path.GetTempFileName();

    public void Dispose() => File.Delete(path);

    [Theory]
    [InlineData("Starting", "SessionStart", "Ready")]
    [InlineData("AtWork", "SessionStart", "AtWork")]
    [InlineData("Ready", "UserPromptSubmit", "AtWork")]
    [InlineData("Rests", "PreToolUse", "AtWork")]
    [InlineData("Rests", "PermissionRequest", "AtWork")]
    [InlineData("AtWork", "Notification", "AtWork")]
    [InlineData("AtWork", "Notification idle", "Rests")]
    [InlineData("Starting", "Notification idle", "Starting")]
    [InlineData("Rests", "Notification idle", "Rests")]
    [InlineData("AtWork", "Stop", "Rests")]
    [InlineData("GoesOn", "Stop", "GoesOn")]
    [InlineData("GoesOn", "Stop again", "Rests")]
    [InlineData("AtWork", "StopFailure", "Failed")]
    [InlineData("AtWork", "SessionEnd", "AtWork")]
    public void Events_move_it(string before, string happened, string after)
    {
        TurnMark.Write(path, Enum.Parse<TurnState>(before));

        TurnMark.Happened(path, Event(happened));

        Assert.Equal(after, TurnMark.Read(path)!.State.ToString());
    }

    [Fact]
    public void The_end_of_a_turn_keeps_what_was_said_and_each_end_is_another()
    {
        TurnMark.Write(path, TurnState.AtWork);

        TurnMark.Happened(path, Event("Stop") with { Said = "one\ntwo" });
        var first = TurnMark.Read(path)!;
        TurnMark.Happened(path, Event("Stop") with { Said = "one\ntwo" });

        Assert.Equal((TurnState.Rests, "one\ntwo"), (first.State, first.Said));
        Assert.NotEqual(first, TurnMark.Read(path));
    }

    [Fact]
    public void A_run_that_is_not_shown_gets_none()
    {
        File.Delete(path);

        TurnMark.Happened(path, Event("Stop"));

        Assert.False(File.Exists(path));
        Assert.Null(TurnMark.Read(path));
    }

    private static AgentEvent Event(string words)
    {
        var name = words.Split(' ')[0];
        var kind = name switch
        {
            "SessionStart" => EventKind.Started,
            "UserPromptSubmit" => EventKind.Prompted,
            "PreToolUse" => EventKind.Editing,
            "PermissionRequest" => EventKind.Asking,
            "Stop" => EventKind.TurnEnded,
            "SessionEnd" => EventKind.Ended,
            _ => EventKind.Waiting,
        };
        return new AgentEvent(kind, name, "s", "/")
        {
            IsIdle = words.EndsWith("idle", StringComparison.Ordinal),
            IsAgain = words.EndsWith("again", StringComparison.Ordinal),
        };
    }
}
