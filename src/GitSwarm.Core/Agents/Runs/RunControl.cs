using GitSwarm.Sessions.Processes;

namespace GitSwarm.Agents.Runs;

/// <summary>Why a run is ended from outside.</summary>
public enum Interruption
{
    /// <summary>It is not.</summary>
    None,

    /// <summary>Somebody stopped it; it may take a moment to end.</summary>
    Stop,

    /// <summary>Somebody wants it gone at once.</summary>
    Kill,

    /// <summary>Its time is up.</summary>
    TimeLimit,

    /// <summary>Who waited for its answer is gone.</summary>
    CallerGone,

    /// <summary>Who led the team it is in is gone.</summary>
    LeadGone,
}

/// <summary>Looks whether a run has to be ended.</summary>
/// <param name="id">The run.</param>
/// <param name="files">Its files.</param>
/// <param name="runs">Its record, as seen now.</param>
/// <param name="caller">Who waits for it; null where nobody does.</param>
/// <param name="clock">Time.</param>
/// <param name="limit">How long it may take; null: as long as it wants.</param>
/// <param name="stop">Set when the supervisor itself is asked to end.</param>
public sealed class RunControl(
    string id,
    RunFiles files,
    Func<RunStore> runs,
    RunProcess? caller,
    TimeProvider clock,
    TimeSpan? limit,
    CancellationToken stop
)
{
    /// <summary>How long between two looks.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a process may take to end that was asked to.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly long started = clock.GetTimestamp();
    private RunProcess? waiting = caller;

    /// <summary>Which run.</summary>
    public string Run { get; } = id;

    /// <summary>Whether who leads its team is gone.</summary>
    public Func<bool> IsLeadGone { get; init; } = () => false;

    /// <summary>Why somebody stopped it, in their words; null where they did not say.</summary>
    public string? Said { get; private set; }

    /// <summary>Asks for a run to be ended.</summary>
    /// <param name="files">Its files.</param>
    /// <param name="run">Which.</param>
    /// <param name="now">True to end it without asking it.</param>
    /// <param name="why">Why, in a few words.</param>
    public static void Ask(RunFiles files, string run, bool now, string? why = null) =>
        RunFiles.Write(files.Stop(run), System.Text.Encoding.UTF8.GetBytes($"{(now ? Now : "stop")}\n{why}"));

    private const string Now = "kill";

    /// <summary>An interruption in words; null where there is none.</summary>
    /// <param name="why">Which.</param>
    /// <param name="limit">The time limit.</param>
    public static string? Reason(Interruption why, TimeSpan? limit) =>
        why switch
        {
            Interruption.None => null,
            Interruption.TimeLimit => $"it took longer than its time limit of {limit?.TotalSeconds:0} s",
            Interruption.CallerGone => "who waited for it is gone",
            Interruption.LeadGone => "its lead is gone",
            _ => "it was stopped",
        };

    /// <summary>Why it was ended, in the words of who did it where they gave any; null where it was not.</summary>
    /// <param name="why">What <see cref="Look"/> said.</param>
    public string? Reason(Interruption why) =>
        why is Interruption.Stop or Interruption.Kill && Said is { } said ? said : Reason(why, limit);

    /// <summary>Looks; costs a few system calls while all is well.</summary>
    public Interruption Look()
    {
        if (File.Exists(files.Stop(Run)))
        {
            var asked = File.ReadAllText(files.Stop(Run)).Split('\n', 2);
            Said = asked is [_, { Length: > 0 } why] ? Texts.Cut(why, 200) : Said;
            return asked[0] == Now ? Interruption.Kill : Interruption.Stop;
        }
        if (stop.IsCancellationRequested)
        {
            return Interruption.Stop;
        }
        if (limit is { } longest && clock.GetElapsedTime(started) > longest)
        {
            return Interruption.TimeLimit;
        }
        return waiting is not null && IsLeft() ? Interruption.CallerGone
            : IsLeadGone() ? Interruption.LeadGone
            : Interruption.None;
    }

    private bool IsLeft()
    {
        var now = runs();
        if (waiting!.Life(now.Vantage) != Life.Dead)
        {
            return false;
        }
        // Somebody else may wait by now, or it was moved to the background before its caller ended.
        var record = now.Read(Run)?.Record;
        waiting = record is { Background: false } ? record.Caller : null;
        return waiting?.Life(now.Vantage) == Life.Dead;
    }
}
