using System.CommandLine;
using GitSwarm.Cli;
using GitSwarm.Commands.Requests;
using GitSwarm.Sessions;
using GitSwarm.Teams;

namespace GitSwarm.Commands.Teams;

/// <summary><c>git swarm team</c>: sessions and agents that work together, one of them in the lead.</summary>
internal static class TeamCommand
{
    public static Command Create(Runner run)
    {
        var command = new Command("team", "Sessions and agents that work together, one of them in the lead");
        command.Subcommands.Add(CreateTeam(run));
        command.Subcommands.Add(List(run));
        command.Subcommands.Add(Show(run));
        command.Subcommands.Add(Delete(run));
        command.Subcommands.Add(TeamShutdownCommand.Create(run));
        command.Subcommands.Add(TeamPaneCommand.Hide(run));
        command.Subcommands.Add(TeamPaneCommand.Unhide(run));
        command.Subcommands.Add(AnswerCommand.Approve(run));
        command.Subcommands.Add(AnswerCommand.Refuse(run));
        return command;
    }

    private static Command CreateTeam(Runner run)
    {
        var name = new Argument<string>("name") { Description = "1 to 64 of a-z, 0-9 and '-'" };
        var description = new Option<string?>("--description") { Description = "What it is for", HelpName = "text" };
        var command = new Command("create", "Start a team that you lead") { name, description };
        run.On(
            command,
            (host, parsed) =>
            {
                var wanted = TeamLimits.Name(parsed.GetValue(name)!);
                var about = TeamLimits.Description(parsed.GetValue(description));
                var record = host.Teams.Create(host.Caller, wanted, about);
                if (host.Output.Json)
                {
                    host.Output.Answer(TeamBody.Of(host.Teams.Read().Find(wanted)), TeamContext.Default.TeamBody);
                }
                host.Output.Did($"created team {record.Name}; {Texts.Cut(record.Lead.Name, 40)} leads it");
                return ExitCode.Yes;
            }
        );
        return command;
    }

    private static Command List(Runner run)
    {
        var all = new Option<bool>("--all") { Description = "Those that ended, too" };
        var command = new Command("list", "The teams, and who leads them") { all };
        run.On(
            command,
            (host, parsed) =>
            {
                var book = Read(host);
                var teams = book.All.Where(t => t.IsLive || parsed.GetValue(all)).ToList();
                if (host.Output.Json)
                {
                    host.Output.Answer([.. teams.Select(t => TeamBody.Of(t))], TeamContext.Default.TeamBodyArray);
                    return ExitCode.Yes;
                }
                if (teams.Count == 0)
                {
                    var over = book.All.Count == 0 ? "" : $"; {book.All.Count} ended: 'git swarm team list --all'";
                    host.Output.Narrate($"no teams; start one with 'git swarm team create <name>'{over}");
                }
                host.Output.Answer(string.Concat(teams.Select(t => TeamText.Line(t, host))));
                return ExitCode.Yes;
            }
        );
        return command;
    }

    private static Command Show(Runner run)
    {
        var name = new Argument<string?>("name") { Description = "Which; yours where you name none", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("show", "Who is in a team, what they are at, who left and why") { name };
        run.On(
            command,
            (host, parsed) =>
            {
                var book = Read(host);
                var team = parsed.GetValue(name) is { } typed ? book.Find(typed) : Mine(host, book);
                var runs = team.Members.Any(m => m.Record.Local?.Run is not null) ? host.RunsToRead.Read() : null;
                var body = TeamBody.Of(team, runs);
                if (host.Output.Json)
                {
                    host.Output.Answer(body, TeamContext.Default.TeamBody);
                    return ExitCode.Yes;
                }
                host.Output.Answer(TeamText.Full(team, host, body));
                if (!team.IsLocal)
                {
                    host.Output.Narrate("it belongs to another clone: this is what was fetched of it, and panes are known there alone");
                }
                return ExitCode.Yes;
            }
        );
        return command;
    }

    private static Command Delete(Runner run)
    {
        var name = new Argument<string>("name") { Description = "Which" };
        var force = new Option<bool>("--force") { Description = "Though members are here: agents are ended, others forgotten" };
        var command = new Command("delete", "End a team and forget it") { name, force };
        run.On(
            command,
            (host, parsed) =>
            {
                if (parsed.GetValue(force))
                {
                    EndAgents(host, parsed.GetValue(name)!);
                }
                var team = host.Teams.Delete(host.Caller, parsed.GetValue(name)!, parsed.GetValue(force));
                if (host.Output.Json)
                {
                    host.Output.Answer(TeamBody.Of(team), TeamContext.Default.TeamBody);
                }
                var left = team.Present.Select(m => Texts.Cut(m.Record.Name, 30)).ToList();
                host.Output.Did($"deleted team {team.Name}{(left.Count > 0 ? $", which {string.Join(", ", left)} had not left" : "")}");
                return ExitCode.Yes;
            }
        );
        return command;
    }

    /// <summary>Ends the members that git-swarm started: nobody else would.</summary>
    private static void EndAgents(SwarmHost host, string name)
    {
        var book = host.Teams.Read();
        var team = book.Find(name);
        TeamRules.CheckDelete(team, WhoAmI.Resolve(book.Roster, host.Caller).Live, force: true);
        foreach (var member in team.Present.Where(m => m.Record.Local?.Run is not null))
        {
            new MemberEnd(host).Kill(team, member, "its team was deleted");
            host.Output.Did($"ended {member.Record.AgentId}");
        }
    }

    /// <summary>The teams; what could not be read of them is warned of.</summary>
    private static TeamBook Read(SwarmHost host)
    {
        var book = host.TeamsToRead.Read();
        foreach (var problem in book.Problems)
        {
            host.Output.Warn($"{Texts.OneLine(problem.Name.Value)}: {Texts.Cut(problem.Reason, 120)}; see 'git swarm doctor'");
        }
        return book;
    }

    /// <summary>The team of whoever calls, or the only one there is.</summary>
    public static Team Mine(SwarmHost host, TeamBook book) =>
        book.SeatOf(WhoAmI.Resolve(book.Roster, host.Caller).Live)?.Team
        ?? (
            book.All.Where(t => t.IsLive).ToList() is [var only]
                ? only
                : throw new SwarmException(ErrorCode.UnknownTeam, "you are in no team", "name one: 'git swarm team list' shows them")
        );
}
