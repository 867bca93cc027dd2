using GitSwarm.Claims;
using GitSwarm.Sessions;

namespace GitSwarm.Briefing;

/// <summary>What there is to tell an agent that is about to start: whose claims its work may meet, and who is here.</summary>
public static class ArrivalFacts
{
    private const int MostClaims = 20;

    /// <summary>Claims of others on files its task names, then on files its parent changed, then other claims, then who is here.</summary>
    /// <param name="book">The sessions and claims.</param>
    /// <param name="parent">Who starts it; null for nobody in particular.</param>
    /// <param name="task">What it is to do.</param>
    /// <param name="now">UTC.</param>
    public static List<Fact> Of(ClaimBook book, Session? parent, string task, DateTimeOffset now)
    {
        if (parent is { IsMuted: true })
        {
            return [];
        }
        var changed = (parent?.Touched?.Paths ?? []).Select(t => ClaimPath.Of(t.Path)).ToList();
        var claims = ClaimRules
            .OfOthers(book, parent)
            .Where(c => c.Holder is not { IsMuted: true })
            .OrderBy(c =>
                IsNamed(c, task) ? 0
                : changed.Exists(c.Pattern.Matches) ? 1
                : 2
            )
            .Take(MostClaims)
            .Select(c => Claimed(c, now));
        var others = book
            .Roster.Live.Where(s => !s.IsMuted && s.Record.Parent is null && !(parent is not null && Family.IsOne(s, parent, book.Roster)))
            .Select(s => Here(s, now));
        return [.. claims, .. others];
    }

    // A task names src/ui/table.jsx, or table.jsx, or src/ui.
    private static bool IsNamed(Claim claim, string task) =>
        claim.Pattern.Text.Split('/').LastOrDefault(p => p.Length > 2 && !p.Contains('*', StringComparison.Ordinal)) is { } name
        && task.Contains(name, StringComparison.OrdinalIgnoreCase);

    private static Fact Claimed(Claim claim, DateTimeOffset now)
    {
        var who = claim.Holder is { } holder ? Wording.Name(holder) : "somebody";
        var why = claim.Record.Reason is { } reason ? $": {ModelText.Inline(reason, 100)}" : "";
        return new Fact(
            FactKind.Claim,
            Facts.ClaimKey(claim),
            $"{who} claims {ModelText.Inline(claim.Pattern.Text, 80)} since {Wording.Age(claim.Record.At, now)}{why}"
        );
    }

    private static Fact Here(Session session, DateTimeOffset now)
    {
        var task = session.Record.Task is { } t ? $": {ModelText.Inline(t, 100)}" : "";
        var seen = session.State == SessionState.Active ? "" : $", last seen {Wording.Age(session.LastSeen, now)} ago";
        return new Fact(FactKind.Presence, $"in:{session.Ref.CloneId}/{session.Id}", $"{Wording.Name(session)} is here{seen}{task}");
    }
}
