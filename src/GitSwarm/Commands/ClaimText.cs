using GitSwarm.Claims;
using GitSwarm.Cli;

namespace GitSwarm.Commands;

/// <summary>A claim in one line, the same wherever somebody is told of it: who, on which branch, doing what, since and until when.</summary>
internal static class ClaimText
{
    /// <summary>For somebody whom it concerns.</summary>
    public static string Line(Claim claim, DateTimeOffset now)
    {
        var who = claim.Holder is { } holder ? Who.Full(holder) : Texts.Cut(claim.Ref.Stream, 40);
        var how = claim.IsShared ? " (shared)" : "";
        if (claim.Holder is { IsLocal: false } elsewhere)
        {
            var said = claim.Record.Renewed ?? claim.Record.At;
            who += $", as of {Ages.Ago(said > elsewhere.LastSeen ? said : elsewhere.LastSeen, now)} ago,";
        }
        return $"{who} claims {Texts.Cut(claim.Pattern.Text, 80)}{how} since {Ages.Ago(claim.Record.At, now)}, for {Ages.Left(claim.Record.Until, now)} more{What(claim)}";
    }

    /// <summary>The commands that go on from here: ask, or take over.</summary>
    public static string Ask(IReadOnlyList<Claim> claims)
    {
        var names = claims.Select(c => c.Holder).OfType<Sessions.Session>().Select(Who.Name).Distinct().ToList();
        return names.Count == 0 ? "see 'git swarm claims'"
            : names.Count == 1 ? $"ask with 'git swarm send {names[0]} \"...\"'"
            : $"ask with 'git swarm send <name> \"...\"': {string.Join(", ", names.Take(5))}";
    }

    /// <summary>What its owner said it is for, and else what its session works on.</summary>
    private static string What(Claim claim) =>
        (claim.Record.Reason ?? claim.Holder?.Record.Task) is { Length: > 0 } what ? $": {Texts.Cut(what, 100)}" : "";
}
