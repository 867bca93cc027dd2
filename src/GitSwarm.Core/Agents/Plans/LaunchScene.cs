using GitSwarm.Agents.Definitions;
using GitSwarm.Agents.Runners;

namespace GitSwarm.Agents.Plans;

/// <summary>What plays an agent, and what decided that.</summary>
/// <param name="Runner">The runner.</param>
/// <param name="Program">The client's absolute path; for <c>command</c> a line for the shell.</param>
/// <param name="From"><c>call</c>, <c>definition</c>, <c>setting</c>, <c>parent</c> (a fork), <c>found</c>.</param>
public sealed record RunnerChoice(AgentRunner Runner, string Program, string From);

/// <summary>Everything else a plan depends on, looked up before it is made.</summary>
public sealed record LaunchScene
{
    /// <summary>Id of the run.</summary>
    public required string Id { get; init; }

    /// <summary>The definition; null for a fork.</summary>
    public CatalogEntry? Entry { get; init; }

    /// <summary>The surroundings of an agent that gets no work tree of its own.</summary>
    public required EnvironmentFacts Facts { get; init; }

    /// <summary>The work tree it gets where it gets one.</summary>
    public required PlannedWorktree NewWorktree { get; init; }

    /// <summary>The settings.</summary>
    public required LaunchSettings Settings { get; init; }

    /// <summary>What plays it.</summary>
    public required RunnerChoice Runner { get; init; }

    /// <summary>Where files of runs lie.</summary>
    public required string RunsDirectory { get; init; }

    /// <summary>What the swarm has to tell; null or empty: nothing.</summary>
    public string? Swarm { get; init; }

    /// <summary>Texts of the definition's skills, by name; those nobody found are missing.</summary>
    public IReadOnlyDictionary<string, string> Skills { get; init; } = new Dictionary<string, string>();

    /// <summary>What the agent remembers; null where its definition asks for no memory.</summary>
    public AgentMemory? Memory { get; init; }

    /// <summary>Names of servers that are set up; null where nobody looked.</summary>
    public IReadOnlySet<string>? Servers { get; init; }

    /// <summary>Commands of hooks in the settings of the client that plays it, by event, where it is no subagent to that client.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> ClientHooks { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Settings of servers that are set up, as far as they may be started from here.</summary>
    public IReadOnlyList<AgentServer> ServerSettings { get; init; } = [];

    /// <summary>This program, as a hook of the client can call it: an absolute path, or a name on PATH.</summary>
    public string OwnProgram { get; init; } = "git-swarm";

    /// <summary>Where a teammate is held, and what decided that ([B2]).</summary>
    public PlannedValue Backend { get; init; } = new(LaunchMember.InProcess, "default");

    /// <summary>True where that has panes that text can be typed into.</summary>
    public bool CanType { get; init; }

    /// <summary>True where a teammate's program itself can be shown, and a person may type into it.</summary>
    public bool ShowsProgram => CanType && Runner.Runner.HasTerminal;
}
