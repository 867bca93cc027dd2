using System.CommandLine;
using GitSwarm.Cli;
using GitSwarm.Sessions;
using GitSwarm.Teams;

namespace GitSwarm.Commands.Teams;

/// <summary><c>git swarm team shutdown</c>: ask members to end, wait for their answers, and end who gives none.</summary>
internal static class TeamShutdownCommand
{
    /// <summary>How long a member may take to answer unless the user says otherwise.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    public static Command Create(Runner run)
    {
        var members = new Argument<string[]>("member") { Description = "Whom", Arity = ArgumentArity.ZeroOrMore };
        var all = new Option<bool>("--all") { Description = "All members" };
        var team = new Option<string?>("--team") { Description = "Of which team; yours where you name none", HelpName = "team" };
        var reason = new Option<string?>("--reason") { Description = "Why, for who is asked", HelpName = "text" };
        var grace = new Option<string?>("--grace") { Description = "End who has not answered after this long (1m)", HelpName = "duration" };
        var noWait = new Option<bool>("--no-wait") { Description = "Only ask: nobody is ended who does not answer" };
        var command = new Command("shutdown", "Ask members to end, wait for their answers, and end who gives none")
        {
            members,
            all,
            team,
            reason,
            grace,
            noWait,
        };
        run.On(
            command,
            (host, parsed) =>
            {
                _ = host.Enabled;
                var book = host.Teams.Read();
                var (me, found) = Asked(host, book, parsed.GetValue(team));
                var wanted = Wanted(found, parsed.GetValue(members) ?? [], parsed.GetValue(all));
                // Before anybody is asked: what cannot be read must end nobody.
                var patience = parsed.GetValue(grace) is { } time ? Durations.Parse(time) : Grace;
                var request = new ShutdownRequest(host, found, me, parsed.GetValue(reason) is { Length: > 0 } text ? text : null);
                var asked = wanted.ConvertAll(m => (Member: m, Question: request.Ask(m)));
                if (parsed.GetValue(noWait))
                {
                    host.Output.Did(string.Join('\n', asked.Select(a => $"asked {a.Member.Record.AgentId} to end")));
                    return ExitCode.Yes;
                }
                return ShutdownAnswers.Report(host, request.Wait(asked, patience));
            }
        );
        return command;
    }

    private static (Session? Me, Team Team) Asked(SwarmHost host, TeamBook book, string? named)
    {
        var me = WhoAmI.Resolve(book.Roster, host.Caller).Live;
        var team = named is null ? TeamCommand.Mine(host, book) : book.Find(named);
        TeamRules.CheckShutdown(team, me);
        return (me, team);
    }

    private static List<Teammate> Wanted(Team team, string[] typed, bool all)
    {
        if (all == (typed.Length > 0))
        {
            throw new SwarmException(
                ErrorCode.BadArgument,
                all ? "--all means every member: name none" : "nobody named",
                $"name members, or --all; 'git swarm team show {team.Name}' tells who is in it"
            );
        }
        return all ? [.. team.Present] : [.. typed.Distinct(StringComparer.Ordinal).Select(team.FindHere)];
    }
}
