using System.Diagnostics;
using GitSwarm.Claims;
using GitSwarm.Git;
using GitSwarm.Sessions;
using GitSwarm.Store;

namespace GitSwarm.Sync;

/// <summary>Claims that a remote arbitrates between clones: never two holders.</summary>
/// <remarks>
/// Fetch, note it here as pending, decide on everyone's claims, push the session's claims and the head in one
/// transaction if both are as fetched, fetch again. Whoever then sees an overlap yields, for a server that packs its refs may let
/// two pushes succeed from one old value. A kill in between leaves a pending claim, which ends by itself, and perhaps a
/// record at the remote that the next exchange takes away. Called with <see cref="Synchronizer.Lock"/> held.
/// </remarks>
/// <param name="exchange">Fetches.</param>
/// <param name="push">Builds pushes.</param>
/// <param name="claims">The claims here.</param>
/// <param name="from">From where they are seen.</param>
/// <param name="ids">Makes ids.</param>
/// <param name="random">Jitter of waits.</param>
public sealed class RemoteClaims(Synchronizer exchange, LocksPush push, ClaimStore claims, Vantage from, Ids ids, Random random)
{
    /// <summary>How long a claim stays that was noted and never confirmed.</summary>
    public static readonly TimeSpan PendingFor = TimeSpan.FromMinutes(2);

    /// <summary>How long to go on when others keep moving the head.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    private string Scope => exchange.Remote.Shown;

    /// <summary>Asks for claims, for the caller's session.</summary>
    /// <returns>As of <see cref="ClaimStore.Take"/>; what is in the way may be another clone's.</returns>
    /// <exception cref="SwarmException">The remote cannot be reached or refuses; then nothing is held that was not before.</exception>
    public ClaimOutcome Take(Caller caller, ClaimRequest request)
    {
        var tracked = exchange.Fetch();
        var pending = request with { Scope = Scope, Pending = true, Ttl = PendingFor };
        var noted = claims.Take(caller, pending);
        if (noted.Granted.Count == 0)
        {
            return noted;
        }
        var confirmed = false;
        try
        {
            var final = noted.Granted.Select(c => Final(c, request)).ToDictionary(c => c.Id, StringComparer.Ordinal);
            var conflicts = Arbitrate(caller, request, final, tracked);
            if (conflicts.Count > 0)
            {
                Amend(caller, r => final.ContainsKey(r.Id) ? Withdrawn(r) : r);
                return new ClaimOutcome([], conflicts);
            }
            Confirm(caller, final);
            confirmed = true;
            return new ClaimOutcome([.. final.Values], []);
        }
        catch (SwarmException) when (!confirmed)
        {
            var asked = noted.Granted.Select(c => c.Id).ToHashSet();
            Amend(caller, r => asked.Contains(r.Id) ? Withdrawn(r) : r);
            throw;
        }
    }

    /// <summary>Makes the remote's claims of this clone what they are here: what was given back goes, what was renewed or lost there comes again.</summary>
    /// <param name="tracked">What was fetched just now, by name here.</param>
    /// <returns>What was changed there.</returns>
    public List<RefResult> Follow(IReadOnlyDictionary<RefName, ObjectId> tracked)
    {
        var results = new List<RefResult>();
        var book = claims.Read();
        // Those of a session that no longer appears there are given back.
        var hidden = Hidden(book);
        var held = book
            .InForce.Where(c => IsMine(c) && c.Record.Scope == Scope && c.Record.Pending is null && !hidden.Contains(c.Ref.Stream))
            .ToLookup(c => NameOf(c.Ref));
        var there = tracked.Keys.Select(n => SwarmRefs.AtRemote(exchange.Remote.Key, n)!.Value).Where(IsMyLocks);
        foreach (var name in held.Select(g => g.Key).Union(there).ToList())
        {
            var mine = held[name].ToList();
            var known = exchange.ClaimsAt(name);
            if (known is not null && Same(known, mine.Select(c => c.Record)))
            {
                continue;
            }
            // Lost there, it has to be asked for anew; where somebody else has it by now, it counts in this clone only.
            var lost = mine.FindAll(c => known?.Any(k => k.Id == c.Record.Id) != true && Met(book, c.Pattern, c.IsShared).Any());
            if (lost.Count > 0)
            {
                Localize(lost);
            }
            var kept = mine.Except(lost).Select(c => c.Record).ToList();
            if (kept.Count > 0 || known is not null)
            {
                results.AddRange(Send(name, kept, tracked));
            }
        }
        return results;
    }

    private IEnumerable<RefResult> Send(RefName name, List<ClaimRecord> kept, IReadOnlyDictionary<RefName, ObjectId> tracked)
    {
        var changes = push.Of(name, kept, tracked, from.Now);
        // Overtaken by somebody's claim: the next exchange tries again, on what is there then.
        return exchange.TryPush(changes) is null
            ? changes.Where(c => c.Name == name).Select(c => new RefResult(c.Name, RefResult.ActionOf(c.Lease ?? default, c.New)))
            : [];
    }

    private List<ClaimConflict> Arbitrate(
        Caller caller,
        ClaimRequest request,
        Dictionary<string, ClaimRecord> final,
        Dictionary<RefName, ObjectId> tracked
    )
    {
        for (var started = Stopwatch.GetTimestamp(); ; tracked = exchange.Fetch())
        {
            var book = claims.Read();
            if (InTheWay(book, request) is { Count: > 0 } met)
            {
                return met;
            }
            var me = WhoAmI.Resolve(book.Roster, caller).Live ?? throw WhoAmI.IsNobody(caller);
            if (Hidden(book).Contains(me.Ref.Stream))
            {
                throw new SwarmException(
                    ErrorCode.BadArgument,
                    $"'{Texts.Cut(me.Name, 60)}' is muted, and a claim counts in other clones only where they see whose it is",
                    "run 'git swarm unmute' first, or claim without --remote"
                );
            }
            var others = ClaimRules
                .Mine(book, me)
                .Select(c => c.Record)
                .Where(r => r.Scope == Scope && r.Pending is null && !final.ContainsKey(r.Id));
            var changes = push.Of(LocksPush.NameOf(me), [.. others, .. final.Values], tracked, from.Now);
            if (exchange.TryPush(changes) is { } refused)
            {
                if (Stopwatch.GetElapsedTime(started) > Deadline)
                {
                    throw new SwarmException(
                        ErrorCode.StoreBusy,
                        $"gave up: others keep changing the claims at '{Texts.Cut(Scope, 60)}' ({Texts.Cut(refused, 100)})",
                        "try again"
                    );
                }
                Thread.Sleep(random.Next(10, 200));
                continue;
            }
            var after = exchange.Fetch();
            book = claims.Read();
            met = InTheWay(book, request);
            if (met.Count > 0)
            {
                // Nobody can tell who was first: yield, and let the remote forget it.
                exchange.TryPush(push.Of(LocksPush.NameOf(me), [.. others], after, from.Now));
                return met;
            }
            var name = SwarmRefs.Fetched(exchange.Remote.Key, LocksPush.NameOf(me));
            if (changes.Exists(c => c.Name == LocksPush.NameOf(me) && after.GetValueOrDefault(name) == c.New))
            {
                return [];
            }
        }
    }

    private List<ClaimConflict> InTheWay(ClaimBook book, ClaimRequest request) =>
        [.. request.Patterns.SelectMany(p => Met(book, p, request.Shared).Select(c => new ClaimConflict(p, c)))];

    /// <summary>Claims of other clones; those of this one were asked when it was noted.</summary>
    private IEnumerable<Claim> Met(ClaimBook book, ClaimPattern pattern, bool shared) =>
        book.InForce.Where(c => !IsMine(c) && !(shared && c.IsShared) && c.Pattern.Overlaps(pattern));

    private static HashSet<string> Hidden(ClaimBook book) =>
        OutgoingPresence.Hidden(
            book.Roster.All.Where(s => s.IsLocal).ToDictionary(s => s.Ref.Stream, s => s.Record, StringComparer.Ordinal)
        );

    private bool IsMine(Claim claim) => claim.Ref.CloneId == from.CloneId;

    private static RefName NameOf(SwarmRef of) => SwarmRefs.Of(SwarmRefs.Locks, of.CloneId, SessionId.From(of.Stream));

    private bool IsMyLocks(RefName name) => SwarmRefs.Parse(name) is { Kind: SwarmRefs.Locks } parts && parts.CloneId == from.CloneId;

    private static bool Same(IReadOnlyList<ClaimRecord> there, IEnumerable<ClaimRecord> here) =>
        there.Select(c => (c.Id, c.Pattern, c.Until)).ToHashSet().SetEquals(here.Select(c => (c.Id, c.Pattern, c.Until)));

    private ClaimRecord Final(ClaimRecord noted, ClaimRequest request) =>
        noted with
        {
            Scope = Scope,
            Pending = null,
            Auto = null,
            Shared = request.Shared ? true : null,
            Reason = request.Reason ?? noted.Reason,
            Renewed = from.Now,
            Ttl = (long)request.Ttl.TotalSeconds,
        };

    private static ClaimRecord? Withdrawn(ClaimRecord record) => record.Pending == true ? null : record;

    private void Localize(List<Claim> lost)
    {
        foreach (var ofSession in lost.GroupBy(c => c.Ref.Stream))
        {
            var which = ofSession.Select(c => c.Record.Id).ToHashSet();
            claims.AmendOf(SessionId.From(ofSession.Key), r => which.Contains(r.Id) ? r with { Scope = null } : r);
        }
    }

    private void Confirm(Caller caller, Dictionary<string, ClaimRecord> final)
    {
        var isThere = claims.Change(
            caller,
            new PresenceEdit(),
            (book, me) =>
                ClaimRules.Mine(book, me).Count(c => final.ContainsKey(c.Record.Id)) == final.Count
                    ? (true, ClaimRules.Amend(book, me, r => final.GetValueOrDefault(r.Id, r), from.Now, ids))
                    : (false, null)
        );
        if (isThere is not { Answer: true })
        {
            // What was noted has ended meanwhile, and somebody here may hold it. The next exchange takes it away there.
            throw new SwarmException(
                ErrorCode.RemoteFailed,
                $"'{Texts.Cut(Scope, 60)}' took more than {PendingFor.TotalMinutes} minutes to decide",
                "try again"
            );
        }
    }

    private void Amend(Caller caller, Func<ClaimRecord, ClaimRecord?> become) =>
        claims.Change(caller, new PresenceEdit(), (book, me) => (true, ClaimRules.Amend(book, me, become, from.Now, ids)));
}
