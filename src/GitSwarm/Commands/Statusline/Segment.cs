using System.Text;
using GitSwarm.Cli;
using GitSwarm.Delivery;
using GitSwarm.Sessions;
using GitSwarm.Status;

namespace GitSwarm.Commands.Statusline;

/// <summary>A few words for a status line: who else is here, what is mine, what waits for me.</summary>
internal static class Segment
{
    private const int NamesShown = 3;
    private const int LongestName = 24;

    /// <summary>The segment; empty where nobody else is here and nothing waits, and for a session that wants to be left alone.</summary>
    /// <param name="inflow">The sessions and claims, and what waits for the caller's session.</param>
    /// <param name="now">UTC.</param>
    public static string Of(Inflow inflow, DateTimeOffset now)
    {
        var me = inflow.Me;
        if (me is { IsMuted: true })
        {
            return "";
        }
        // As status lists them: those at work first, and none that asked not to appear.
        var peers = StatusQuery
            .Answer(inflow.Roster, [], me, new StatusRequest(IncludeGone: false, Since: null), now)
            .Sessions.Select(s => s.Session)
            .Where(s => s.Record.Parent is null && (me is null || !Family.IsOne(s, me, inflow.Roster)))
            .ToList();
        var unread = Unread(inflow, me);
        if (peers.Count == 0 && unread == 0)
        {
            return "";
        }
        var claims = me is null ? 0 : inflow.Book.InForce.Count(c => c.IsOf(me));
        string?[] parts =
        [
            me is null ? null : Team(me, inflow.Roster),
            peers.Count > 0 ? Names(peers) : null,
            claims == 0 ? null
            : claims == 1 ? "1 claim"
            : $"{claims} claims",
            unread > 0 ? $"{unread} unread" : null,
        ];
        return $"swarm: {string.Join(" · ", parts.OfType<string>())}";
    }

    /// <summary>What others printed with the segment at the end of its first line.</summary>
    /// <param name="output">As it was printed, in whatever encoding and colours.</param>
    /// <param name="segment">Empty where there is none: then nothing changes.</param>
    public static byte[] Behind(byte[] output, string segment)
    {
        if (segment.Length == 0)
        {
            return output;
        }
        var first = Array.IndexOf(output, (byte)'\n') is var end and >= 0 ? output[..end] : output;
        var line = first.AsSpan().TrimEnd("\r"u8);
        // A line of blanks is no line to stand behind.
        var bar = line.Trim(" \t"u8).IsEmpty ? "" : " | ";
        var rest = first.Length < output.Length ? output.AsSpan(first.Length) : "\n"u8;
        return [.. line, .. Encoding.UTF8.GetBytes(bar + segment), .. rest];
    }

    /// <summary>The team it is in; none that ended with its lead.</summary>
    private static string? Team(Session me, Roster roster) =>
        StatusTeams.SeatOf(me) is { } seat
        && roster.Live.Any(s => s.IsLocal == me.IsLocal && StatusTeams.IsLead(s) && StatusTeams.SeatOf(s)!.Id == seat.Id)
            ? Texts.Cut($"team {seat.Team}", LongestName + 5)
            : null;

    private static int Unread(Inflow inflow, Session? me)
    {
        bool Muted(string what) => me?.Record.Muted?.Contains(what) == true;
        return (Muted("mail") ? 0 : inflow.Text.Lines.Count)
            + (Muted("notes") ? 0 : inflow.Notes.Lines.Select(w => w.Line.Id).Distinct(StringComparer.Ordinal).Count());
    }

    private static string Names(List<Session> peers)
    {
        var names = string.Join(", ", peers.Take(NamesShown).Select(s => Texts.Cut(Who.Name(s), LongestName)));
        return peers.Count > NamesShown ? $"{names} +{peers.Count - NamesShown}" : names;
    }
}
