using System.CommandLine;
using GitSwarm.Cli;
using GitSwarm.Conflicts;
using GitSwarm.Delivery;
using GitSwarm.Git;
using GitSwarm.Sessions;
using GitSwarm.Status;

namespace GitSwarm.Commands;

/// <summary><c>git swarm status</c>: who is live, where, on what, in which files.</summary>
internal static class StatusCommand
{
    private static readonly TimeSpan RedrawEvery = TimeSpan.FromSeconds(2);

    public static Command Create(Runner run)
    {
        var watch = new Option<bool>("--watch") { Description = "Redraw every two seconds until interrupted" };
        var all = new Option<bool>("--all") { Description = "Sessions that ended, too" };
        var since = new Option<string?>("--since")
        {
            Description = "Only files changed this recently (30m, 2h, 1d)",
            HelpName = "duration",
        };
        var noObserve = new Option<bool>("--no-observe") { Description = "Believe the records; do not look into work trees" };
        var exitCode = new Option<bool>("--exit-code") { Description = "Exit with 1 when somebody overlaps me" };
        var command = new Command("status", "Who is live, where, on what, in which files") { watch, all, since, noObserve, exitCode };
        run.On(
            command,
            (host, parsed) =>
            {
                var request = new StatusRequest(parsed.GetValue(all), parsed.GetValue(since) is { } text ? Durations.Parse(text) : null);
                var observe = !parsed.GetValue(noObserve);
                if (parsed.GetValue(watch))
                {
                    Watch(host, request, observe);
                }
                var report = Look(host, request, observe).Report;
                host.Output.Answer(Show(host, report));
                return parsed.GetValue(exitCode) && report.Overlaps.Any(o => report.Me is { } me && o.Sessions.Contains(me))
                    ? ExitCode.No
                    : ExitCode.Yes;
            }
        );
        return command;
    }

    /// <summary>Reads the records and, where asked, the work trees, at the same time.</summary>
    public static StatusView Look(SwarmHost host, StatusRequest request, bool observe)
    {
        var worktrees = Worktree.List(host.Repository);
        if (!observe)
        {
            return View(host, request, host.Delivery.Read(() => host.Caller), Observations.WithoutLooking(worktrees), radar: null);
        }
        var tips = new BranchTips(worktrees.Select(w => w.Branch).OfType<string>());
        WorktreeLooks<WorktreeStatus>? looks = null;
        try
        {
            // Looks take all processors, so the git that reads the records comes first.
            var inflow = host.Delivery.Read(
                () =>
                {
                    looks = new WorktreeObserver(host.Git, Environment.ProcessorCount).Begin(worktrees, tips);
                    return host.Caller;
                },
                tips: tips
            );
            var radar = new Radar(host.Git, TimeProvider.System);
            radar.Prepare();
            return View(host, request, inflow, Observations.Of(worktrees, looks!), radar);
        }
        finally
        {
            tips.Tell(new Dictionary<string, CommitTree>(StringComparer.Ordinal));
            looks?.Dispose();
        }
    }

    private static StatusView View(SwarmHost host, StatusRequest request, Inflow inflow, IReadOnlyList<Observation> seen, Radar? radar)
    {
        var (book, me) = (inflow.Book, inflow.Me);
        var report = StatusQuery.Answer(book.Roster, seen, me, request, host.Now) with
        {
            UnreadMail = inflow.Text.Lines.Count,
            UnreadNotes = inflow.Notes.Lines.Count,
        };
        if (radar is not null)
        {
            report = OverlapMerges.Mark(report, book.Roster, seen, radar, () => Forecast.Budget(host));
        }
        return new StatusView(StatusClaims.With(report, book), book, me);
    }

    private static string Show(SwarmHost host, StatusReport report) =>
        host.Output.Json ? StatusJson.Text(report, host)
        : host.Output.Terminal ? StatusText.ForTerminal(report, host)
        : StatusText.ForPipe(report);

    private static void Watch(SwarmHost host, StatusRequest request, bool observe)
    {
        string? shown = null;
        while (true)
        {
            var text = Show(host, Look(host, request, observe).Report);
            if (text != shown)
            {
                // Home and clear below rather than clear first: no flicker.
                host.Output.Answer(host.Output.Terminal ? "\e[H\e[J" + text : text);
                shown = text;
            }
            Thread.Sleep(RedrawEvery);
        }
    }
}
