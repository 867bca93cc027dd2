using System.Diagnostics;
using GitSwarm.Agents.Runs;
using GitSwarm.Briefing;
using GitSwarm.Cli;
using GitSwarm.Delivery;
using GitSwarm.Mail;
using GitSwarm.Sessions;
using GitSwarm.Store;

namespace GitSwarm.Commands.ClientHooks;

/// <summary>Waits beside an idle session until mail comes that shall not wait, and wakes it (<c>swarm.wake</c>).</summary>
/// <remarks>
/// Claude Code runs such a hook (<c>asyncRewake</c>) in the background at the end of each turn; one that exits with
/// <see cref="Woken"/> begins a turn with what it wrote to standard error. A turn that begins in another way ends the wait:
/// the end of that turn starts the next one.
/// </remarks>
internal static class WakeRules
{
    /// <summary>The exit code that begins a turn.</summary>
    public const int Woken = 2;

    private static readonly TimeSpan Slowest = TimeSpan.FromSeconds(2);

    /// <summary>The hook that says that the turn is over runs beside this one.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    public static int Wait(ClientHook hook)
    {
        var host = hook.Host;
        if (!host.Settings.Bool("swarm.wake", otherwise: false))
        {
            return ExitCode.Yes;
        }
        using var alone = OsLock.TryTake(host.Repository, $"wake-{StableHash.Of(hook.Event.Session)}.lock", Settling);
        if (alone is null)
        {
            return ExitCode.Yes;
        }
        var began = Stopwatch.GetTimestamp();
        using var watch = new RefWatch(host.Repository, Slowest);
        while (true)
        {
            var inflow = host.DeliveryOfClient.Read(() => hook.Caller);
            if (inflow.Me is not { } me || (me.State == SessionState.Active && Stopwatch.GetElapsedTime(began) > Settling))
            {
                return ExitCode.Yes;
            }
            if (me.State != SessionState.Active && IsWaitedFor(inflow, host.Now) && Wake(hook))
            {
                return Woken;
            }
            watch.Wait(Slowest);
        }
    }

    private static bool IsWaitedFor(Inflow inflow, DateTimeOffset now) =>
        inflow.Text.Lines.Any(w => w.Line.Urgency != Priority.Later) || RequestFacts.Untold(inflow, now).Any();

    private static bool Wake(ClientHook hook)
    {
        var delivery = hook.Host.DeliveryOfClient;
        using var alone = delivery.Alone(hook.Caller, Slowest);
        var inflow = delivery.Read(() => hook.Caller);
        var text = Briefings.Compose(Facts.Of(inflow, Moment.Stop, hook.Host.Now));
        if (alone is null || text.Text.Length == 0 || !hook.Host.Output.TryNarrate(text.Text))
        {
            return false;
        }
        hook.MarkTurn(TurnState.AtWork);
        delivery.Record(inflow, text.Put);
        return true;
    }
}
