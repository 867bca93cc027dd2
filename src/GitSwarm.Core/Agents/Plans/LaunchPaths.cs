namespace GitSwarm.Agents.Plans;

/// <summary>Which way a launch takes, and which it may not ([C1] to [C3]).</summary>
public static class LaunchPaths
{
    /// <summary>Name of the definition where none is named.</summary>
    public const string DefaultAgent = "general-purpose";

    /// <summary>What a fork is called where definitions have names.</summary>
    public const string ForkAgent = "fork";

    /// <summary>Decides.</summary>
    /// <exception cref="SwarmException">The call contradicts itself, or who calls may not do that.</exception>
    public static LaunchPath Of(LaunchRequest request, LaunchParent parent, LaunchSettings settings)
    {
        var path = Wanted(request, parent, settings);
        if (path == LaunchPath.Teammate && parent.IsTeammate)
        {
            throw new SwarmException(
                ErrorCode.CannotLaunch,
                "Teammates cannot spawn other teammates: the roster is flat.",
                "leave --team and --name out to start a subagent, or ask the lead"
            );
        }
        if (path == LaunchPath.Teammate && parent.Leads != request.Team)
        {
            throw new SwarmException(
                ErrorCode.TeamRefused,
                $"team '{Texts.Cut(request.Team!, 40)}' is not led by you: its lead alone starts members",
                "create a team of your own with 'git swarm team create', or join by hand: git swarm join --team"
            );
        }
        if (path == LaunchPath.Fork && (parent.HasForkMark || parent.HasForkText))
        {
            throw new SwarmException(
                ErrorCode.CannotLaunch,
                "Fork is not available inside a forked worker.",
                "do the work yourself, or name an agent"
            );
        }
        if (path == LaunchPath.Fork && parent.ClientSession is null)
        {
            throw new SwarmException(
                ErrorCode.CannotLaunch,
                "nothing to fork: no agent program with a session runs this command",
                "name an agent instead; see 'git swarm agents'"
            );
        }
        return path;
    }

    /// <summary>Name of the definition that is wanted; <see cref="ForkAgent"/> for a fork.</summary>
    public static string AgentOf(LaunchPath path, LaunchRequest request) =>
        path == LaunchPath.Fork ? ForkAgent : request.Agent ?? DefaultAgent;

    private static LaunchPath Wanted(LaunchRequest request, LaunchParent parent, LaunchSettings settings)
    {
        if (request.Fork && (request.Team ?? request.Agent) is not null)
        {
            throw Contradiction($"--fork copies who calls it: it takes no {(request.Team is null ? "agent" : "team")}");
        }
        if (request.Team is not null && request.Name is null)
        {
            throw Contradiction("a member of a team needs a name", "add --name <name>");
        }
        return request.Team is not null ? LaunchPath.Teammate
            : request.Fork || IsForkByDefault(request, parent, settings) ? LaunchPath.Fork
            : LaunchPath.Subagent;
    }

    // Not where there is nobody to read its report, nor from a lead, whose conversation is about the team. Who cannot be copied
    // did not ask for it.
    private static bool IsForkByDefault(LaunchRequest request, LaunchParent parent, LaunchSettings settings) =>
        settings.ForkByDefault
        && request.Agent is null
        && parent is { IsInteractive: true, IsCoordinator: false, ClientSession: not null, HasForkMark: false, HasForkText: false };

    private static SwarmException Contradiction(string message, string hint = "see 'git swarm spawn -h'") =>
        new(ErrorCode.BadArgument, message, hint);
}
