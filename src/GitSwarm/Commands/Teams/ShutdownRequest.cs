using System.Diagnostics;
using GitSwarm.Cli;
using GitSwarm.Commands.Runs;
using GitSwarm.Delivery;
using GitSwarm.Mail;
using GitSwarm.Requests;
using GitSwarm.Sessions;
using GitSwarm.Store;
using GitSwarm.Teams;

namespace GitSwarm.Commands.Teams;

/// <summary>How a member took it that it was asked to end.</summary>
/// <param name="Member">Who.</param>
/// <param name="State"><c>ended</c>, <c>refused</c>, <c>killed</c>, or <c>removed</c> where it joined by hand.</param>
/// <param name="Why">Why it refused, or what was done.</param>
internal sealed record ShutdownOutcome(Teammate Member, string State, string? Why);

/// <summary>Asks members to end, and sees to it that they do, or said why not.</summary>
internal sealed class ShutdownRequest(SwarmHost host, Team team, Session? me, string? reason)
{
    private static readonly TimeSpan Slowest = TimeSpan.FromSeconds(1);

    /// <summary>How long one that agreed may take to be gone.</summary>
    private static readonly TimeSpan Departure = TimeSpan.FromSeconds(15);

    /// <summary>Asks one.</summary>
    /// <returns>The question's id; null where nobody is there to be asked yet.</returns>
    public string? Ask(Teammate member)
    {
        if (member.Session is not { IsLive: true } session || session.Id == me?.Id)
        {
            return null;
        }
        var id = host.Ids.NewUuid();
        host.Outbox.Send(
            host.Caller,
            new Message(session.Id) { Type = RequestKind.Shutdown.Type, Fields = RequestFields.Shutdown(id, reason) }
        );
        return id;
    }

    /// <summary>Waits until each has answered and is gone, refused, or was ended.</summary>
    public IReadOnlyList<ShutdownOutcome> Wait(IReadOnlyList<(Teammate Member, string? Question)> asked, TimeSpan patience)
    {
        var outcomes = new List<ShutdownOutcome>();
        var open = asked.ToList();
        var agreed = new Dictionary<Teammate, long>();
        var started = Stopwatch.GetTimestamp();
        using var watch = new RefWatch(host.Repository, Slowest);
        while (open.Count > 0)
        {
            // Whoever waits needs a new look at the processes each time.
            var fresh = new RunScene(host).Fresh();
            var now = fresh.Teams.Read().Local(team.Name);
            var inflow = fresh.Delivery.Read(() => host.Caller);
            foreach (var (member, question) in open.ToList())
            {
                if (Outcome(member, question, now, inflow, agreed, Stopwatch.GetElapsedTime(started) > patience) is { } outcome)
                {
                    outcomes.Add(outcome);
                    open.Remove((member, question));
                }
            }
            if (open.Count > 0)
            {
                watch.Wait(TimeSpan.FromMilliseconds(200));
            }
        }
        return outcomes;
    }

    private ShutdownOutcome? Outcome(
        Teammate member,
        string? question,
        Team? now,
        Inflow inflow,
        Dictionary<Teammate, long> agreed,
        bool isLate
    )
    {
        if (question is not null && Answer.To(inflow, RequestKind.Shutdown, question, member.Record.Session) is var (answer, message))
        {
            Handled(message);
            if (!answer.Yes)
            {
                return new ShutdownOutcome(member, "refused", answer.Why);
            }
            agreed[member] = Stopwatch.GetTimestamp();
        }
        // One that came back is on record twice.
        if (now?.Present.Any(m => m.Record.Session == member.Record.Session) != true)
        {
            return new ShutdownOutcome(member, "ended", null);
        }
        var isSlow = agreed.TryGetValue(member, out var since) ? Stopwatch.GetElapsedTime(since) > Departure : isLate;
        return isSlow ? Ended(member, hasAgreed: since > 0) : null;
    }

    /// <summary>Nothing is killed of who joined by hand: there is nothing of ours.</summary>
    private ShutdownOutcome Ended(Teammate member, bool hasAgreed)
    {
        var isOurs = member.Record.Local?.Run is not null;
        var why = hasAgreed ? "agreed to end and did not" : "did not answer when it was asked to end";
        why = new MemberEnd(host).Kill(team, member, $"{why}; {(isOurs ? "killed" : "taken out of the team")}");
        return new ShutdownOutcome(member, isOurs ? "killed" : "removed", why);
    }

    private void Handled(string message)
    {
        var delivery = host.DeliveryToRecord;
        using var alone = delivery.Alone(host.Caller, Slowest);
        delivery.Record(delivery.Read(() => host.Caller), PutOut.Nothing with { Protocol = new HashSet<string> { message } });
    }
}
