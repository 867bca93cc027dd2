namespace GitSwarm.Agents.Plans;

/// <summary>Variables by which an agent, and what it starts, know that they are in a run.</summary>
public static class LaunchVariables
{
    /// <summary>Id of the run.</summary>
    public const string Run = "GIT_SWARM_RUN";

    /// <summary>The file with its plan, as JSON.</summary>
    public const string Plan = "GIT_SWARM_PLAN";

    /// <summary>The client that plays it.</summary>
    public const string Client = "GIT_SWARM_RUN_CLIENT";

    /// <summary>The team of a member.</summary>
    public const string Team = "GIT_SWARM_TEAM";

    /// <summary>What a member is called in its team: <c>ui</c>.</summary>
    public const string Member = "GIT_SWARM_MEMBER";

    /// <summary>Which turn of a member this is, from 1 on.</summary>
    public const string Turn = "GIT_SWARM_TURN";

    /// <summary><c>1</c> in a forked worker and all below it ([C3]).</summary>
    public const string Fork = "GIT_SWARM_FORK";
}
