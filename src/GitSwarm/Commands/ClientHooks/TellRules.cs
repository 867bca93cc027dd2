using GitSwarm.Agents.Runs;
using GitSwarm.Briefing;
using GitSwarm.Clients;
using GitSwarm.Commands.Runs;
using GitSwarm.Delivery;
using GitSwarm.Sessions;

namespace GitSwarm.Commands.ClientHooks;

/// <summary>Tells a session what is new to it, each thing once, and keeps its presence true.</summary>
internal static class TellRules
{
    /// <summary>Another reader of this session gets this long to end; what waits is told at the next event then.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    /// <summary>Tells.</summary>
    /// <param name="hook">The event.</param>
    /// <param name="moment">What it brings out.</param>
    /// <param name="activity">How the session stands where it is told nothing that sets it to work.</param>
    /// <param name="besides">Facts found on the way.</param>
    /// <param name="addition">A last line for the text.</param>
    public static void Tell(
        ClientHook hook,
        Moment moment,
        Activity activity,
        IReadOnlyList<Fact>? besides = null,
        Func<Inflow, string>? addition = null
    )
    {
        if (!hook.IsHeard)
        {
            if (moment != Moment.Start)
            {
                hook.Seen(activity);
            }
            return;
        }
        if (moment is Moment.Start or Moment.Prompt)
        {
            // What became of a run whose supervisor was killed is told right now.
            Abandoned.EndIfDue(hook.Host);
        }
        var delivery = hook.Host.DeliveryOfClient;
        using var alone = delivery.Alone(hook.Caller, Patience);
        var inflow = delivery.Read(() => hook.Caller);
        if (inflow.Me is null && moment != Moment.Start)
        {
            // The hooks came while it was at work.
            hook.Seen(activity);
            inflow = delivery.Read(() => hook.Caller);
        }
        var wasTold = alone is not null && Put(hook, delivery, inflow, moment, besides ?? [], addition);
        // What is told at the end of a turn makes the session go on.
        var stands = wasTold && moment == Moment.Stop ? Activity.Active : activity;
        if (moment != Moment.Start && inflow.Me is { } me && hook.Host.IsOutdated(inflow.Roster, me, hook.Caller, stands))
        {
            hook.Seen(stands);
        }
    }

    private static bool Put(
        ClientHook hook,
        DeliveryStore delivery,
        Inflow inflow,
        Moment moment,
        IReadOnlyList<Fact> besides,
        Func<Inflow, string>? addition
    )
    {
        var seen = hook.Event.HasForgotten ? inflow with { Cursors = inflow.Cursors with { Told = null } } : inflow;
        var told = seen.Cursors.Told?.ToHashSet(StringComparer.Ordinal) ?? [];
        var fresh = besides.Where(f => !told.Contains(f.Key)).ToList();
        var known = fresh.SelectMany(f => (f.Also ?? []).Prepend(f.Key)).ToHashSet(StringComparer.Ordinal);
        List<Fact> facts = [.. fresh, .. Facts.Of(seen, moment, hook.Host.Now).Where(f => !known.Contains(f.Key))];
        if (facts.Count == 0)
        {
            delivery.RecordIfFar(inflow);
            return false;
        }
        var last = addition?.Invoke(inflow) ?? "";
        var text = Briefings.Compose(facts, Briefings.Budget - last.Length);
        if (moment == Moment.Stop && hook.Event.IsAgain)
        {
            // What cannot be recorded would be told again and again, and the turn never end.
            delivery.Record(inflow, PutOut.Nothing);
            inflow = delivery.Read(() => hook.Caller);
        }
        if (!hook.Say(new AgentReply(text.Text + last)))
        {
            return false;
        }
        if (moment == Moment.Stop)
        {
            hook.MarkTurn(TurnState.GoesOn);
        }
        var wanted = inflow.Text.Lines.Where(w => w.Line.Ack == true && text.Put.Text.Contains(w.Line.Id)).Select(w => w.Line.Id).ToList();
        if (wanted.Count > 0)
        {
            hook.Host.Outbox.Acknowledge(hook.Caller, wanted);
        }
        delivery.Record(inflow, text.Put);
        return true;
    }
}
