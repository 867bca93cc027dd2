using System.Text;
using GitSwarm.Clients;

namespace GitSwarm.Agents.Runs;

/// <summary>How a program stands that is shown in a pane.</summary>
public enum TurnState
{
    /// <summary>It takes nothing yet: it starts, or asks something first.</summary>
    Starting,

    /// <summary>It waits for its first turn.</summary>
    Ready,

    /// <summary>In a turn, where it may ask its user something: what is typed now could be the answer.</summary>
    AtWork,

    /// <summary>It ended a turn, and was told something with which it begins the next.</summary>
    GoesOn,

    /// <summary>Between turns.</summary>
    Rests,

    /// <summary>Between turns; the last one failed.</summary>
    Failed,
}

/// <summary>Whether a program that is shown in a pane is at its turn: its hooks write it, its supervisor reads it.</summary>
/// <remarks>
/// A heartbeat tells others as much, but a session that asks for permission is idle to them, and whatever is typed then
/// is an answer. In a file, for it is between processes of one run; every end of a turn is a new file.
/// </remarks>
/// <param name="State">How it stands.</param>
/// <param name="Said">What the model said last in that turn.</param>
/// <param name="At">When that was written.</param>
public sealed record TurnMark(TurnState State, string? Said, DateTime At)
{
    /// <summary>True where what is typed begins a turn.</summary>
    public bool TakesText => State is TurnState.Ready or TurnState.Rests or TurnState.Failed;

    /// <summary>True at the end of a turn.</summary>
    public bool IsOver => State is TurnState.Rests or TurnState.Failed;

    /// <summary>Reads it; null where there is none, as for runs that are not shown.</summary>
    public static TurnMark? Read(string path)
    {
        try
        {
            var at = File.GetLastWriteTimeUtc(path);
            var lines = File.ReadAllText(path).Split('\n', 2);
            return Enum.TryParse<TurnState>(lines[0], out var state)
                ? new TurnMark(state, lines is [_, { Length: > 0 } said] ? said : null, at)
                : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Writes it; several may at once, and the last one counts.</summary>
    public static void Write(string path, TurnState state, string? said = null)
    {
        var own = $"{path}-{Guid.CreateVersion7():N}";
        RunFiles.Write(own, Encoding.UTF8.GetBytes($"{state}\n{said}"));
        File.Move(own, path, overwrite: true);
    }

    /// <summary>Writes how the program stands after an event of its client, where it is one that is shown.</summary>
    public static void Happened(string path, AgentEvent happened)
    {
        if (Read(path) is { } before && After(before, happened) is { } state)
        {
            Write(path, state, happened.Said);
        }
    }

    private static TurnState? After(TurnMark before, AgentEvent happened) =>
        happened.Kind switch
        {
            // It starts again when it was cleared or compacted, which may be in the middle of a turn.
            EventKind.Started => before.State == TurnState.Starting ? TurnState.Ready : null,
            EventKind.Prompted or EventKind.Editing or EventKind.Asking => TurnState.AtWork,
            // Another hook of the same event had something to tell, with which it goes on.
            EventKind.TurnEnded => before.State == TurnState.GoesOn && !happened.IsAgain ? null : TurnState.Rests,
            EventKind.Waiting when happened.Name == "StopFailure" => TurnState.Failed,
            // A turn that its user broke off has no other end.
            EventKind.Waiting when happened.IsIdle && before.State is (TurnState.AtWork or TurnState.GoesOn) => TurnState.Rests,
            _ => null,
        };
}
