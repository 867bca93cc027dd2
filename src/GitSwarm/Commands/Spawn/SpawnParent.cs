using GitSwarm.Agents.Definitions;
using GitSwarm.Agents.Plans;
using GitSwarm.Agents.Runs;
using GitSwarm.Cli;
using GitSwarm.Clients.Claude;
using GitSwarm.Sessions;

namespace GitSwarm.Commands.Spawn;

/// <summary>What is known of whoever calls <c>spawn</c>: from its own plan where it is a run, from its variables where it is an agent program.</summary>
internal static class SpawnParent
{
    /// <param name="host">The host.</param>
    /// <param name="caller">Who calls, before looking at the records.</param>
    /// <param name="me">Its session; null where it has none yet.</param>
    /// <param name="claude">What Claude Code's files say.</param>
    /// <param name="maybeFork">True where its history matters.</param>
    public static LaunchParent Of(SwarmHost host, Caller caller, Session? me, ClaudeFiles claude, bool maybeFork)
    {
        var outside = host.Outside;
        var plan = PlanOf(outside);
        var isMarked = outside.Variable(LaunchVariables.Fork) == "1" || plan?.Identity.Path == LaunchPath.Fork;
        return new LaunchParent
        {
            Session = me?.Id,
            Run = outside.Variable(LaunchVariables.Run),
            Client = caller.Client,
            ClientSession = caller.ClientSession,
            ToolUse = outside.Variable("GIT_SWARM_TOOL_USE"),
            Directory = host.Directory,
            Mode = ModeOf(plan?.Context.Mode.Value),
            Model = plan?.Identity.Model.Value,
            Effort = plan?.Identity.Effort ?? outside.Variable("CLAUDE_EFFORT"),
            Tools = plan?.Tools,
            HasForkMark = isMarked,
            HasForkText = maybeFork && !isMarked && caller.ClientSession is { } id && ForkHistory.IsWorker(id, Projects(host)),
            IsTeammate = plan?.Identity.Path == LaunchPath.Teammate || me?.Record.Team is { Left: null, Member: not TeamSeat.Lead },
            Leads = me?.Record.Team is { Left: null, Member: TeamSeat.Lead } seat ? seat.Team : null,
            IsInProcess = plan?.Execution.Member?.IsInProcess == true,
            IsInteractive = plan is null && outside.Variable("CLAUDE_CODE_SESSION_ATTENDED") != "0",
            AgentTypes = plan?.Tools.AgentTypes,
            Denied = [.. claude.Denied(), .. plan?.Tools.Deny ?? []],
            CanRead = plan?.Tools.Names is not { } names || names.Any(n => n is "Read" or "Bash"),
        };
    }

    private static string? Projects(SwarmHost host) =>
        host.Outside.Variable("CLAUDE_CONFIG_DIR") is { } own ? Path.Combine(own, "projects")
        : ClientRequests.Where(host).Home is { } home ? Path.Combine(home, ".claude", "projects")
        : null;

    // A plan that is gone or damaged says nothing; who calls is a run all the same, by its other variable.
    private static LaunchPlan? PlanOf(Outside outside)
    {
        if (outside.Variable(LaunchVariables.Plan) is not { } path || !Path.IsPathRooted(path) || !File.Exists(path))
        {
            return null;
        }
        try
        {
            return PlanFile.Read(path);
        }
        catch (SwarmException)
        {
            return null;
        }
    }

    private static PermissionMode? ModeOf(string? word) =>
        Enum.GetValues<PermissionMode>().Cast<PermissionMode?>().FirstOrDefault(m => DefinitionWords.Of(m!.Value) == word);
}
