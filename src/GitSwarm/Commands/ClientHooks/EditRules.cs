using GitSwarm.Briefing;
using GitSwarm.Claims;
using GitSwarm.Cli;
using GitSwarm.Clients;
using GitSwarm.Delivery;
using GitSwarm.Sessions;

namespace GitSwarm.Commands.ClientHooks;

/// <summary>A session is about to edit files, did, or could not.</summary>
internal static class EditRules
{
    /// <summary>Characters of the claims a denial names; with what it advises, no more than any text has.</summary>
    private const int MostReasons = Briefings.Budget - 200;

    /// <summary>Claims what is free, and says whose claims and changes are met; stops the edit where the user configured that.</summary>
    public static void Editing(ClientHook hook)
    {
        var paths = EventPaths.Of(hook.Host, hook.Event);
        if (paths.Count == 0)
        {
            return;
        }
        var (book, me) = Put(hook, new PresenceEdit(), paths);
        if (book is null || me is null)
        {
            return;
        }
        var facts = EditFacts.Of(book, me, paths, hook.Host.Now);
        if (facts.Count == 0 || IsStopped(hook, book, me, paths) || !hook.IsHeard)
        {
            return;
        }
        Tell(hook, me, facts, told => EditAhead.Look(hook.Host, book, me, paths, told));
    }

    /// <summary>Records what was changed, and says whose claims and changes that met where nobody could before.</summary>
    public static void Edited(ClientHook hook)
    {
        var (facts, me) = Record(hook);
        if (facts.Count > 0 && me is not null && hook.IsHeard)
        {
            Tell(hook, me, facts, _ => []);
        }
    }

    /// <summary>Records what tools have changed, or finds out why they could not.</summary>
    /// <returns>Whose claims and changes that met, or who changed the file first.</returns>
    public static List<Fact> Done(ClientHook hook) =>
        hook.Event.Paths.Count == 0 ? []
        : hook.Event.ChangedUnderneath ? WhoChanged(hook).Facts
        : Record(hook).Facts;

    private static (List<Fact> Facts, Session? Me) Record(ClientHook hook)
    {
        var paths = EventPaths.Of(hook.Host, hook.Event);
        if (paths.Count == 0)
        {
            return ([], null);
        }
        var (book, me) = Put(hook, new PresenceEdit { Touched = [.. paths.Take(TouchedRecord.Most)] }, paths);
        return (book is null || me is null ? [] : EditFacts.Of(book, me, paths, hook.Host.Now), me);
    }

    /// <summary>Says who changed the file underneath, and gives back what was claimed for an edit that was not made.</summary>
    public static void Failed(ClientHook hook)
    {
        var (facts, me) = WhoChanged(hook);
        if (facts.Count > 0 && me is not null && hook.IsHeard)
        {
            Tell(hook, me, facts, _ => []);
        }
    }

    private static (List<Fact> Facts, Session? Me) WhoChanged(ClientHook hook)
    {
        var paths = EventPaths.Of(hook.Host, hook.Event);
        var roster = hook.Host.SessionsOfClient.Read();
        if (paths.Count == 0 || WhoAmI.Resolve(roster, hook.Caller).Live is not { } me)
        {
            return ([], null);
        }
        var unmade = paths.Where(p => me.Touched?.Paths.Any(t => t.Path == p) != true).ToHashSet(StringComparer.Ordinal);
        if (unmade.Count > 0)
        {
            hook.Host.ClaimsOfClient.Release(hook.Caller, c => c.IsAuto && unmade.Contains(c.Pattern.LiteralPath ?? ""));
        }
        return (hook.Event.ChangedUnderneath ? EditFacts.OfFailure(roster, me, paths, hook.Host.Now) : [], me);
    }

    /// <summary>Writes, and keeps what the decision was made on; that is also known where nothing can be written.</summary>
    private static (ClaimBook? Book, Session? Me) Put(ClientHook hook, PresenceEdit edit, IReadOnlyList<string> paths)
    {
        ClaimBook? book = null;
        Session? me = null;
        var request = AutoClaim.Of(hook.Host, paths);
        if (IsAlone(hook, edit, paths, request))
        {
            return (null, null);
        }
        try
        {
            hook.Host.ClaimsOfClient.Edited(
                hook.Caller,
                edit,
                (b, m) =>
                {
                    (book, me) = (b, m);
                    return request(b, m);
                }
            );
        }
        catch (SwarmException) when (book is not null) { }
        return (book, me);
    }

    /// <summary>Most edits meet nobody, and are written here at half the price.</summary>
    private static bool IsAlone(
        ClientHook hook,
        PresenceEdit edit,
        IReadOnlyList<string> paths,
        Func<ClaimBook, Session, ClaimRequest?> request
    )
    {
        try
        {
            return hook.Event.Agent is null
                && hook.Host.ClaimsOfClient.EditedAlone(SessionId.From(hook.Event.Session), () => hook.Caller, edit, paths, request)
                    is not null;
        }
        catch (SwarmException)
        {
            // Somebody else writes all the time; the other way has more patience.
            return false;
        }
    }

    /// <summary>Answers with a denial or a question where claims are in the way and <c>swarm.enforce</c> says so.</summary>
    private static bool IsStopped(ClientHook hook, ClaimBook book, Session me, IReadOnlyList<string> paths)
    {
        var met = paths.SelectMany(p => ClaimRules.Covering(book, me, p).Select(c => (Path: p, Claim: c))).ToList();
        if (met.Count == 0)
        {
            return false;
        }
        var verdict = hook.Host.Settings["swarm.enforce"]?.ToLowerInvariant() switch
        {
            "deny" => Verdict.Deny,
            "ask" when hook.CanAsk => Verdict.Ask,
            _ => Verdict.None,
        };
        if (verdict == Verdict.None)
        {
            return false;
        }
        var lines = met.Select(m => EditFacts.ClaimedLine(m.Claim, m.Path, hook.Host.Now)).Distinct(StringComparer.Ordinal);
        var next = met.TrueForAll(m => m.Claim.IsOfCloneOf(me)) ? ", ask, or take it over: git swarm claim --steal <path>" : ", or ask";
        var reason = $"git-swarm: {ModelText.Shorten(string.Join("; ", lines), MostReasons)}. Work on something else{next}";
        hook.Say(new AgentReply("", verdict, reason));
        return true;
    }

    /// <summary>Tells of what was not told before.</summary>
    private static void Tell(ClientHook hook, Session me, List<Fact> facts, Func<IReadOnlySet<string>, IEnumerable<Fact>> more)
    {
        var delivery = hook.Host.DeliveryOfClient;
        using var alone = delivery.Alone(hook.Caller, TimeSpan.FromMilliseconds(100));
        if (alone is null)
        {
            return;
        }
        var told = delivery.Told(me);
        List<Fact> fresh = [.. facts.Concat(more(told)).Where(f => !told.Contains(f.Key))];
        if (fresh.Count == 0)
        {
            return;
        }
        var text = Briefings.Compose(fresh);
        if (hook.Say(new AgentReply(text.Text)))
        {
            delivery.RecordTold(me, text.Put.Told);
        }
    }
}
