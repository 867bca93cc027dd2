using System.CommandLine;
using GitSwarm.Cli;
using GitSwarm.Conflicts;
using GitSwarm.Git;
using GitSwarm.Sessions;

namespace GitSwarm.Commands;

/// <summary><c>git swarm conflicts</c>: whose work would conflict when merged, uncommitted changes included.</summary>
internal static class ConflictsCommand
{
    public static Command Create(Runner run)
    {
        var with = new Option<string?>("--with")
        {
            Description = "Only against this session, or against a branch to land on",
            HelpName = "session|branch",
        };
        var exitCode = new Option<bool>("--exit-code") { Description = "Exit with 1 when some work would conflict" };
        var fresh = new Option<bool>("--fresh") { Description = "Look into every work tree, also those seen a moment ago" };
        var command = new Command("conflicts", "Whose work would conflict when merged, uncommitted changes included")
        {
            with,
            exitCode,
            fresh,
        };
        run.On(
            command,
            (host, parsed) =>
            {
                var report = Ask(host, parsed.GetValue(with), parsed.GetValue(fresh));
                host.Output.Answer(
                    host.Output.Json ? ConflictsJson.Text(report)
                    : host.Output.Terminal ? ConflictsText.ForTerminal(report, host)
                    : ConflictsText.ForPipe(report)
                );
                return parsed.GetValue(exitCode) && report.HasConflicts ? ExitCode.No : ExitCode.Yes;
            }
        );
        return command;
    }

    private static RadarReport Ask(SwarmHost host, string? with, bool fresh)
    {
        // Real time, also where a test holds the clock: how old a look is, is a matter of the machine.
        var radar = new Radar(host.Git, TimeProvider.System);
        var sessions = host.Sessions;
        var worktrees = Worktree.List(host.Repository);
        var options = new RadarOptions { Fresh = fresh, Parallelism = Environment.ProcessorCount };
        using var looks = radar.Begin(worktrees, host.Repository.WorkTree, options);
        var roster = sessions.Read();
        var (sides, skipped) = Sides.Of(roster, worktrees, host.Repository.WorkTree, branch => RemoteTips.Of(host.Git, branch));
        Side? one = null;
        if (with is not null)
        {
            one = WithChoice.Find(host.Git, roster, sides, with);
            if (!sides.Contains(one))
            {
                sides.Add(one);
            }
        }
        var report = radar.Compare(sides, (a, b) => one is null || a == one || b == one, options with { Ahead = looks });
        return report with { Skipped = [.. skipped, .. report.Skipped] };
    }
}
