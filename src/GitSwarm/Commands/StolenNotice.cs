using GitSwarm.Claims;
using GitSwarm.Cli;
using GitSwarm.Mail;

namespace GitSwarm.Commands;

/// <summary>The message to those whose claims were taken over.</summary>
internal static class StolenNotice
{
    /// <summary>One message to each; a session on record alone, whose process is silent, gets it when it comes back.</summary>
    /// <remarks>Should the process end before it is sent, the records still tell the loser; see <see cref="Briefing.Facts"/>.</remarks>
    public static void Send(SwarmHost host, ClaimOutcome outcome)
    {
        var held = outcome.Conflicts.Select(c => c.Held).Distinct();
        foreach (var lost in held.Where(c => c.Holder is not null).GroupBy(c => c.Holder!.Id))
        {
            var patterns = lost.Select(c => Texts.Cut(c.Pattern.Text, 80)).ToList();
            var reason = outcome.Granted.Select(g => g.Reason).FirstOrDefault(r => r is not null);
            var message = new Message(lost.Key)
            {
                Summary = patterns.Count == 1 ? $"took over your claim on {patterns[0]}" : $"took over {patterns.Count} of your claims",
                Text = $"I took over what you claimed: {Names(patterns)}{(reason is null ? "" : $". {Texts.Cut(reason, 200)}")}",
                TookOver = [.. lost.Select(c => c.Record.Id)],
            };
            try
            {
                host.Outbox.Send(host.Caller, message);
                host.Output.Did($"told {Who.Name(lost.First().Holder!)}");
            }
            catch (SwarmException error)
            {
                // The claim is taken, and stays so.
                host.Output.Warn($"{Who.Name(lost.First().Holder!)} was not told: {error.Message}");
            }
        }
    }

    private static string Names(List<string> patterns) =>
        string.Join(", ", patterns.Take(5)) + (patterns.Count > 5 ? $" and {patterns.Count - 5} more" : "");
}
