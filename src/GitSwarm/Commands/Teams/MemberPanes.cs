using GitSwarm.Agents.Plans;
using GitSwarm.Cli;
using GitSwarm.Commands.Spawn;
using GitSwarm.Teams;
using GitSwarm.Teams.Panes;

namespace GitSwarm.Commands.Teams;

/// <summary>The panes of members, as this process gets at them.</summary>
internal static class MemberPanes
{
    /// <summary>Where a new member is held, and what decided that ([B2]).</summary>
    /// <exception cref="SwarmException">A terminal was asked for that is not there.</exception>
    public static PlannedValue Choose(SwarmHost host)
    {
        var choice = PaneBackends.Choose(host.Outside.Variable, Programs.Finder(host));
        return new PlannedValue(choice.Type, choice.DecidedBy);
    }

    /// <summary>The terminal of a name; null where there is none, as for members without a pane.</summary>
    public static IPaneBackend? Of(SwarmHost host, string type) =>
        PaneBackends.Of(type, new PaneOutside(host.Outside.WithoutGit().Variables, Programs.Finder(host)));

    /// <summary>Closes a member's pane, if it is still there.</summary>
    /// <returns>True where it was.</returns>
    public static bool Close(SwarmHost host, TeamLocal? place)
    {
        if (
            place is not { Backend: { } type, Pane: { } pane }
            || Of(host, type) is not { } backend
            || !backend.IsAvailable()
            || !backend.IsAlive(pane)
        )
        {
            return false;
        }
        backend.Kill(pane);
        return true;
    }

    /// <summary>Closes panes whose members are gone, and names members at work in teams that ended.</summary>
    /// <remarks>A pane ends with its member; one that did not is somebody's that was killed, or kept by an option of the terminal.</remarks>
    public static void Sweep(SwarmHost host)
    {
        foreach (var team in host.Teams.Read().All.Where(t => t.IsLocal))
        {
            var left = team.Members.Where(m => !m.IsHere && m.Record.Local?.Pane is not null).Select(m => m.Record).ToList();
            foreach (var member in left.Where(m => Close(host, m.Local)))
            {
                host.Output.Narrate($"closed the pane {member.AgentId} left");
            }
            if (left.Count > 0)
            {
                var sessions = left.Select(m => m.Session).ToHashSet(StringComparer.Ordinal);
                host.Teams.Change(team.Name, t => t.Record.Id == team.Record.Id ? WithoutPanes(t.Record, sessions) : null);
            }
            if (!team.IsLive && team.Present.Any())
            {
                var names = string.Join(", ", team.Present.Select(m => Texts.Cut(m.Record.Name, 30)));
                host.Output.Narrate(
                    $"team {team.Name} ended, and still at work: {names}; 'git swarm team delete {team.Name} --force' ends them"
                );
            }
        }
    }

    private static TeamRecord WithoutPanes(TeamRecord team, HashSet<string> sessions) =>
        team with
        {
            Members =
            [
                .. team.Members.Select(m =>
                    sessions.Contains(m.Session) && m.Local is { } place ? m with { Local = place with { Pane = null } } : m
                ),
            ],
        };
}
