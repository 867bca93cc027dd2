using GitSwarm.Agents.Members;
using GitSwarm.Agents.Runs;
using GitSwarm.Claims;
using GitSwarm.Delivery;
using GitSwarm.Mail;
using GitSwarm.Notes;
using GitSwarm.Sessions;

namespace GitSwarm.Briefing;

/// <summary>What there is to tell a session at a moment: a pure view of what waits for it.</summary>
/// <remarks>Which moment brings out what is the table N3 of the design: mail never in the middle of a turn, notes never at its end.</remarks>
public static class Facts
{
    /// <summary>The facts, those told before left out.</summary>
    /// <param name="inflow">What waits.</param>
    /// <param name="moment">When.</param>
    /// <param name="now">UTC.</param>
    public static List<Fact> Of(Inflow inflow, Moment moment, DateTimeOffset now)
    {
        if (inflow.Me is not { IsMuted: false } me)
        {
            return [];
        }
        var facts = new List<Fact>();
        List<Waiting<MailLine>> mail = moment == Moment.ToolBatch || IsMuted(me, "mail") ? [] : [.. DueAt(moment, inflow.Text.Lines)];
        facts.AddRange(mail.Select(w => Message(inflow, w, now)));
        if (moment != Moment.ToolBatch && !IsMuted(me, "mail"))
        {
            facts.AddRange(RequestFacts.Untold(inflow, now));
        }
        if (moment != Moment.Stop && !IsMuted(me, "notes"))
        {
            facts.AddRange(inflow.Notes.Lines.DistinctBy(w => w.Line.Id).Select(w => Note(inflow, me, w, now)));
        }
        var told = inflow.Cursors.Told?.ToHashSet(StringComparer.Ordinal) ?? [];
        var mailed = mail.SelectMany(w => w.Line.TookOver ?? []).Select(LostKey).ToHashSet();
        facts.AddRange(Lost(inflow, me).Where(f => !told.Contains(f.Key) && !mailed.Contains(f.Key)));
        if (moment != Moment.Stop)
        {
            var changes = EditFacts.Changes(inflow.Book, me, (me.Touched?.Paths ?? []).Select(t => t.Path), now);
            var more = Claims(inflow, me, now).Concat(MetElsewhere(inflow, me, now)).Concat(changes).Concat(Presence(inflow, me, told));
            facts.AddRange(more.Where(f => !told.Contains(f.Key)).DistinctBy(f => f.Key));
        }
        return facts;
    }

    /// <summary>The messages a moment brings out, in the order in which they come out.</summary>
    private static List<Waiting<MailLine>> DueAt(Moment moment, IEnumerable<Waiting<MailLine>> lines) =>
        MailOrder.Of(lines.Where(w => moment != Moment.Stop || w.Line.Urgency != Priority.Later));

    private static bool IsMuted(Session me, string what) => me.Record.Muted?.Contains(what) == true;

    private static Fact Message(Inflow inflow, Waiting<MailLine> w, DateTimeOffset now)
    {
        var line = w.Line;
        if (line.Type == TaskNotice.Type)
        {
            return new Fact(FactKind.Task, line.Id, "", TaskNotice.TextOf(line) ?? "");
        }
        if (line.Type == MailLine.TaskProgress)
        {
            return new Fact(FactKind.Message, line.Id, ModelText.Inline(TaskNotice.TextOf(line) ?? "an agent is at work", 400));
        }
        if (IdleNotice.Read(line) is { } idle)
        {
            return new Fact(FactKind.Message, line.Id, $"{Author(inflow, w, line.By)} {idle.Standing}", idle.Result);
        }
        var about = line.Summary is { } summary ? $": {ModelText.Inline(summary, 200)}" : "";
        var reply = line.ReplyTo is null ? "" : ", a reply";
        var id = line.Id.Length > 8 ? line.Id[^8..] : line.Id;
        return new Fact(
            FactKind.Message,
            line.Id,
            $"message {ModelText.Inline(id, 8)} from {Author(inflow, w, line.By)}{reply}, {Wording.Age(line.At, now)} ago{about}",
            line.Text
        )
        {
            Element =
                inflow.AuthorOf(w) is { } author && inflow.Me is { } me && TeammateText.IsFrom(author, me)
                    ? TeammateText.Opening(line, author)
                    : null,
        };
    }

    private static Fact Note(Inflow inflow, Session me, Waiting<NoteLine> w, DateTimeOffset now)
    {
        var mine = w.Line.Paths?.FirstOrDefault(p => IsMine(inflow, me, p));
        var about =
            mine is not null ? $" about {ModelText.Inline(mine, 80)}, which you work on"
            : w.Line.Paths is [var first, ..] ? $" about {ModelText.Inline(first, 80)}"
            : "";
        return new Fact(
            mine is null ? FactKind.Note : FactKind.NoteOnMine,
            w.Line.Id,
            $"note from {Author(inflow, w, w.Line.By)}, {Wording.Age(w.Line.At, now)} ago{about}",
            w.Line.Text
        );
    }

    private static bool IsMine(Inflow inflow, Session me, string path) =>
        me.Touched?.Paths.Any(t => t.Path == path) == true
        || ClaimRules.Mine(inflow.Book, me).Exists(c => c.Pattern.Overlaps(ClaimPattern.ForPath(path)));

    private static IEnumerable<Fact> Lost(Inflow inflow, Session me) =>
        inflow
            .Book.All.Where(c => c.IsOf(me) && c.State == ClaimState.Overridden && c.Record.Start == me.Record.Nonce)
            .Select(c => new Fact(
                FactKind.Conflict,
                LostKey(c.Record.Id),
                $"{TakenBy(inflow, c)} took over your claim on {ModelText.Inline(c.Pattern.Text, 80)}"
            ));

    private static string LostKey(string claim) => $"lost:{claim}";

    private static string TakenBy(Inflow inflow, Claim claim)
    {
        var by = inflow.Book.Records.FirstOrDefault(r => r.Value.Over?.Contains(claim.Record.Id) == true).Value;
        return by is not null && inflow.Roster.Local(by.Id) is { } session ? Wording.Name(session) : "somebody";
    }

    /// <summary>Under which a claim is told once.</summary>
    internal static string ClaimKey(Claim claim) => $"claim:{claim.Record.Id}";

    private static IEnumerable<Fact> Claims(Inflow inflow, Session me, DateTimeOffset now)
    {
        foreach (var path in me.Touched?.Paths ?? [])
        {
            foreach (var claim in ClaimRules.Covering(inflow.Book, me, path.Path))
            {
                var who = claim.Holder is { } holder ? Wording.Name(holder) : "somebody";
                var why = claim.Record.Reason is { } reason ? $": {ModelText.Inline(reason, 100)}" : "";
                yield return new Fact(
                    FactKind.Claim,
                    ClaimKey(claim),
                    $"{who} claims {ModelText.Inline(claim.Pattern.Text, 80)}, where you changed {ModelText.Inline(path.Path, 80)}{why}"
                );
            }
        }
    }

    /// <summary>Claims of other clones on what this session claims: nobody was asked, each was taken before the other was known.</summary>
    private static IEnumerable<Fact> MetElsewhere(Inflow inflow, Session me, DateTimeOffset now) =>
        from theirs in inflow.Book.InForce
        where theirs.Holder is { IsLocal: false }
        // Looked for only where another clone claims anything.
        from mine in ClaimRules.Mine(inflow.Book, me)
        where !(mine.IsShared && theirs.IsShared) && theirs.Pattern.Overlaps(mine.Pattern)
        let order = theirs.Record.At <= mine.Record.At ? "was first: it claims" : "claims"
        let why = theirs.Record.Reason is { } reason ? $": {ModelText.Inline(reason, 100)}" : ""
        select new Fact(
            FactKind.Claim,
            ClaimKey(theirs),
            $"{Wording.Name(theirs.Holder!)} {order} {ModelText.Inline(theirs.Pattern.Text, 80)} since {Wording.Age(theirs.Record.At, now)}, which meets your claim on {ModelText.Inline(mine.Pattern.Text, 80)}{why}"
        );

    private static IEnumerable<Fact> Presence(Inflow inflow, Session me, HashSet<string> told)
    {
        foreach (var s in inflow.Roster.All.Where(s => !s.IsMuted && s.Record.Parent is null && !IsMineOrAbove(s, me)))
        {
            var came = $"in:{s.Ref.CloneId}/{s.Id}:{s.Record.Nonce}";
            var task = s.Record.Task is { } t ? $": {ModelText.Inline(t, 100)}" : "";
            if (s.IsLive)
            {
                yield return new Fact(FactKind.Presence, came, $"{Wording.Name(s)} is at work here{task}");
            }
            else if (told.Contains(came))
            {
                yield return new Fact(FactKind.Presence, $"out:{s.Ref.CloneId}/{s.Id}:{s.Record.Nonce}", $"{Wording.Name(s)} has left");
            }
        }
    }

    private static bool IsMineOrAbove(Session s, Session me) => s.IsLocal == me.IsLocal && (s.Id == me.Id || s.Id == me.Record.Parent);

    private static string Author<T>(Inflow inflow, Waiting<T> waiting, string? by)
        where T : Feeds.FeedLine =>
        inflow.AuthorOf(waiting) is { } author ? Wording.Name(author) : $"{ModelText.Inline(by ?? "somebody", 40)} (gone)";
}
