using GitSwarm.Agents.Plans;
using GitSwarm.Sessions;

namespace GitSwarm.Agents.Runs;

/// <summary>Keeps what others see of a run that goes on fresh: its session, and how far it is.</summary>
/// <param name="given">The run.</param>
internal sealed class RunPulse(Supervision given)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private long ticked = given.Clock.GetTimestamp();
    private long reported = given.Clock.GetTimestamp();
    private int told;
    private Activity activity = Activity.Active;

    /// <summary>Writes what is due.</summary>
    /// <param name="run">The run.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="log">What happened in it.</param>
    public void Beat(RunRecord run, LaunchPlan plan, RunLog log)
    {
        if (given.Clock.GetElapsedTime(ticked) > Pause)
        {
            // An agent that says nothing for long is at work all the same.
            Stands(run, plan, activity);
        }
        if (given.ProgressEvery is { } pause && given.Clock.GetElapsedTime(reported) > pause && log.Events > told)
        {
            (reported, told) = (given.Clock.GetTimestamp(), log.Events);
            Try(() => given.Runs().Report(run, Progress(run, log)));
        }
    }

    /// <summary>Writes whether it is at work.</summary>
    public void Stands(RunRecord run, LaunchPlan plan, Activity now)
    {
        activity = now;
        ticked = given.Clock.GetTimestamp();
        Try(() => given.Runs().Tick(run, given.Agent(plan.Context.Directory), activity));
    }

    /// <summary>Does what need not succeed: the next one will do, and what could not be recorded is told again.</summary>
    public static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (SwarmException)
        {
            // As said.
        }
    }

    private ProgressNotice Progress(RunRecord run, RunLog log) =>
        new()
        {
            TaskId = run.Id,
            Description = run.Description,
            DurationMs = (long)(given.Clock.GetUtcNow() - run.Launched).TotalMilliseconds,
            ToolUses = log.ToolUses,
            Tokens = log.Tokens,
            Doing = log.Doing,
        };
}
