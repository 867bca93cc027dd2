using GitSwarm.Sessions;
using GitSwarm.Store;

namespace GitSwarm.Claims;

/// <summary>Who may hold what: pure functions over a <see cref="ClaimBook"/>.</summary>
/// <remarks>
/// A session's record changes by its own hand only. Whoever takes the place of a void or stolen claim lists its id in
/// <see cref="LocksRecord.Over"/>, so that it stays void when its session comes back, its clock was wrong, or its process
/// was only believed dead. The list is dropped again with the claims it names.
/// </remarks>
public static class ClaimRules
{
    /// <summary>The claims in force that are in the way of a session.</summary>
    /// <param name="book">All claims.</param>
    /// <param name="me">Who wants; null for nobody in particular, whom every claim concerns.</param>
    /// <param name="wanted">What.</param>
    /// <param name="shared">True where only exclusive claims are in the way.</param>
    public static IEnumerable<Claim> InTheWay(ClaimBook book, Session? me, ClaimPattern wanted, bool shared = false) =>
        book.InForce.Where(c => !(shared && c.IsShared) && !IsOfFamily(c, me, book.Roster) && c.Pattern.Overlaps(wanted));

    /// <summary>The claims in force of others that cover a path.</summary>
    public static IEnumerable<Claim> Covering(ClaimBook book, Session? me, string path) =>
        book.Covering(ClaimPath.Of(path)).Where(c => !IsOfFamily(c, me, book.Roster));

    /// <summary>The claims in force of others that cover a directory or anything in it.</summary>
    public static IEnumerable<Claim> Within(ClaimBook book, Session? me, string directory)
    {
        var all = ClaimPattern.ForPath(directory);
        return OfOthers(book, me).Where(c => c.Pattern.Overlaps(all));
    }

    /// <summary>The claims in force of others: neither of a session nor of those it works together with.</summary>
    /// <param name="book">All claims.</param>
    /// <param name="me">Whom they may concern; null for nobody in particular, whom every claim concerns.</param>
    public static IEnumerable<Claim> OfOthers(ClaimBook book, Session? me) => book.InForce.Where(c => !IsOfFamily(c, me, book.Roster));

    /// <summary>Decides a request.</summary>
    /// <returns>The answer, and the session's record afterwards: null when nothing changes.</returns>
    /// <exception cref="SwarmException">The session would have too many claims.</exception>
    public static (ClaimOutcome Outcome, LocksRecord? Record) Take(
        ClaimBook book,
        Session me,
        ClaimRequest request,
        DateTimeOffset now,
        Ids ids
    )
    {
        var conflicts = request
            .Patterns.SelectMany(p => InTheWay(book, me, p, request.Shared).Select(c => new ClaimConflict(p, c)))
            .ToList();
        // What was taken from another clone would still be held there, by one who never hears of it.
        var final = request.Steal ? conflicts.FindAll(c => !c.Held.IsOfCloneOf(me)) : conflicts;
        if (final.Count > 0 && !request.Auto)
        {
            return (new ClaimOutcome([], final), null);
        }
        var refused = final.Select(c => c.Wanted).ToHashSet();
        var mine = Mine(book, me);
        var wanted = request.Patterns.Where(p => !refused.Contains(p) && !(request.Auto && IsCovered(mine, p))).Distinct().ToList();
        var kept = mine.Where(c => !wanted.Contains(c.Pattern)).Select(c => Renewed(c.Record, now)).ToList();
        var granted = wanted.ConvertAll(p => Granted(mine.Find(c => c.Pattern.Equals(p))?.Record, p, me, request, now, ids));
        if (kept.Count + granted.Count > LocksRecord.Most)
        {
            throw new SwarmException(
                ErrorCode.BadArgument,
                $"a session can hold {LocksRecord.Most} claims, and {Texts.Cut(me.Name, 40)} would hold {kept.Count + granted.Count}",
                "claim a directory or a glob instead of single files, or release some: git swarm release"
            );
        }
        var before = mine.Select(c => c.Record).ToHashSet(ReferenceEqualityComparer.Instance);
        if (kept.Concat(granted).All(before.Contains))
        {
            return (new ClaimOutcome(granted, conflicts), null);
        }
        var taken = conflicts.Where(c => !refused.Contains(c.Wanted)).Select(c => c.Held);
        var record = With(book, me, [.. kept, .. granted], taken.Concat(Void(book, me, wanted)), now, ids);
        return (new ClaimOutcome(granted, conflicts), record);
    }

    /// <summary>Decides what giving some claims back comes to.</summary>
    /// <param name="book">All claims.</param>
    /// <param name="me">Whose.</param>
    /// <param name="which">Which of those in force.</param>
    /// <param name="now">UTC.</param>
    /// <param name="ids">Makes ids.</param>
    /// <returns>Those given back, and the record afterwards: null when there were none.</returns>
    public static (IReadOnlyList<Claim> Released, LocksRecord? Record) Release(
        ClaimBook book,
        Session me,
        Func<Claim, bool> which,
        DateTimeOffset now,
        Ids ids
    )
    {
        var mine = Mine(book, me);
        var released = mine.FindAll(c => which(c));
        return released.Count == 0
            ? ([], null)
            : (released, With(book, me, [.. mine.Except(released).Select(c => c.Record)], [], now, ids));
    }

    /// <summary>Decides what some of a session's claims become.</summary>
    /// <param name="book">All claims.</param>
    /// <param name="me">Whose.</param>
    /// <param name="become">What each in force becomes: itself to stay, null to go.</param>
    /// <param name="now">UTC.</param>
    /// <param name="ids">Makes ids.</param>
    /// <returns>The record afterwards; null when nothing changes.</returns>
    public static LocksRecord? Amend(ClaimBook book, Session me, Func<ClaimRecord, ClaimRecord?> become, DateTimeOffset now, Ids ids)
    {
        var before = Mine(book, me).ConvertAll(c => c.Record);
        var after = before.ConvertAll(r => become(r));
        return before.SequenceEqual(after, ReferenceEqualityComparer.Instance)
            ? null
            : With(book, me, [.. after.OfType<ClaimRecord>()], [], now, ids);
    }

    /// <summary>Decides what a commit comes to: claims that are done with are given back, those of renamed files follow them.</summary>
    /// <param name="book">All claims.</param>
    /// <param name="me">Whose.</param>
    /// <param name="done">Those to give back.</param>
    /// <param name="moved">Ids of claims and what they are about from now on; one whose new place another holds stays as it is.</param>
    /// <param name="now">UTC.</param>
    /// <param name="ids">Makes ids.</param>
    /// <returns>How many were given back or moved, and the record afterwards: null when it stays.</returns>
    public static (int Settled, LocksRecord? Record) Settle(
        ClaimBook book,
        Session me,
        IReadOnlyList<Claim> done,
        IReadOnlyDictionary<string, ClaimPattern> moved,
        DateTimeOffset now,
        Ids ids
    )
    {
        var free = moved.Where(m => !InTheWay(book, me, m.Value).Any()).ToDictionary(StringComparer.Ordinal);
        if (done.Count + free.Count == 0)
        {
            return (0, Renew(book, me, now, ids));
        }
        var kept = Mine(book, me).Except(done).Select(c => c.Record);
        // A new id: whoever overrides the old claim has no say over the new place.
        var claims = kept.Select(r => free.TryGetValue(r.Id, out var to) ? r with { Id = ids.NewUuid(), Pattern = to.Text } : r);
        return (done.Count + free.Count, With(book, me, [.. claims], Void(book, me, [.. free.Values]), now, ids));
    }

    /// <summary>The record with the session's claims renewed; null when none is due.</summary>
    public static LocksRecord? Renew(ClaimBook book, Session me, DateTimeOffset now, Ids ids)
    {
        var mine = Mine(book, me);
        var renewed = mine.ConvertAll(c => Renewed(c.Record, now));
        return renewed.Where((r, i) => !ReferenceEquals(r, mine[i].Record)).Any() ? With(book, me, renewed, [], now, ids) : null;
    }

    /// <summary>The records of this clone that can go: their sessions are gone, and nothing depends on them any more.</summary>
    public static List<StoredBlob> Leftovers(ClaimBook book, string cloneId)
    {
        var going = book
            .Roster.Snapshot.OfKind(SwarmRefs.Locks)
            .Where(b => b.Ref.CloneId == cloneId && book.Roster.Local(b.Ref.Stream) is not { IsLive: true } && !Counts(book, b))
            .ToList();
        // What one of them declares void would come to life again with it gone, where the other's record stays.
        bool IsNeeded(StoredBlob blob) =>
            book.Records.GetValueOrDefault(blob.Name)?.Over is { } over
            && book.All.Any(c => over.Contains(c.Record.Id) && !going.Exists(b => b.Ref == c.Ref));
        while (going.RemoveAll(IsNeeded) > 0) { }
        return going;
    }

    /// <summary>The session's own claims in force.</summary>
    public static List<Claim> Mine(ClaimBook book, Session me) => [.. book.InForce.Where(c => c.IsOf(me))];

    /// <summary>Claims of others on some places that do not count, and never shall again once the places are taken.</summary>
    private static IEnumerable<Claim> Void(ClaimBook book, Session me, List<ClaimPattern> places) =>
        book.All.Where(c => !c.IsInForce && !c.IsOf(me) && places.Exists(c.Pattern.Overlaps));

    /// <summary>True where nobody can read whose the record is, and its claims count, or might.</summary>
    private static bool Counts(ClaimBook book, StoredBlob blob) =>
        ClaimBook.IsUnreadable(book.Roster, blob.Ref) && (!book.Records.ContainsKey(blob.Name) || book.InForce.Any(c => c.Ref == blob.Ref));

    /// <summary>True where the session holds more than the one file already.</summary>
    private static bool IsCovered(List<Claim> mine, ClaimPattern file) =>
        mine.Exists(c => !c.Pattern.Equals(file) && c.Pattern.Overlaps(file));

    private static bool IsOfFamily(Claim claim, Session? me, Roster roster) =>
        me is not null && (claim.IsOf(me) || (claim.Holder is { } holder && Family.IsOne(holder, me, roster)));

    private static ClaimRecord Granted(
        ClaimRecord? held,
        ClaimPattern pattern,
        Session me,
        ClaimRequest request,
        DateTimeOffset now,
        Ids ids
    )
    {
        var seconds = (long)request.Ttl.TotalSeconds;
        if (held is not null && request.Pending)
        {
            return held;
        }
        if (held is null)
        {
            return new ClaimRecord
            {
                Id = ids.NewUuid(),
                Pattern = pattern.Text,
                Shared = request.Shared ? true : null,
                Scope = request.Scope,
                Pending = request.Pending ? true : null,
                Reason = request.Reason,
                Auto = request.Auto ? true : null,
                Start = me.Record.Nonce,
                At = now,
                Ttl = seconds,
            };
        }
        // An edit never weakens or shortens what was asked for.
        return request.Auto
            ? Renewed(held, now)
            : held with
            {
                Shared = request.Shared ? true : null,
                Reason = request.Reason ?? held.Reason,
                Auto = null,
                Renewed = now,
                Ttl = seconds,
            };
    }

    /// <summary>Renewing once half the time is up keeps the writes few.</summary>
    private static ClaimRecord Renewed(ClaimRecord record, DateTimeOffset now) =>
        (record.Until - now).TotalSeconds * 2 > record.Ttl ? record : record with { Renewed = now };

    private static LocksRecord With(
        ClaimBook book,
        Session me,
        IReadOnlyList<ClaimRecord> claims,
        IEnumerable<Claim> over,
        DateTimeOffset now,
        Ids ids
    )
    {
        var before = book.Records.GetValueOrDefault(SwarmRefs.Of(SwarmRefs.Locks, me.Ref.CloneId, SessionId.From(me.Id)));
        var onRecord = book.All.Select(c => c.Record.Id).ToHashSet(StringComparer.Ordinal);
        // A record that cannot be read now may be mended, and hold what was void.
        var complete = !book.Problems.Concat(book.Roster.Problems).Any(p => SwarmRefs.Parse(p.Name)?.Kind == SwarmRefs.Locks);
        var dead = over.Select(c => c.Record.Id)
            .Concat(before?.Over ?? [])
            .Where(id => !complete || onRecord.Contains(id))
            .Distinct()
            .ToList();
        return new LocksRecord
        {
            Id = me.Id,
            At = now,
            Nonce = ids.NewShort(),
            Claims = claims,
            Over = dead.Count > 0 ? dead : null,
            Unknown = before?.Unknown,
        };
    }
}
