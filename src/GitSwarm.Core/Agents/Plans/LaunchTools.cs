using GitSwarm.Agents.Definitions;

namespace GitSwarm.Agents.Plans;

/// <summary>A tool it does not get.</summary>
/// <param name="Tool">Its name.</param>
/// <param name="Layer">The layer that dropped it: <c>pool</c> ([T1]), <c>role</c> ([T2]), <c>definition</c> ([T3]).</param>
/// <param name="Why">Why, in a few words.</param>
public sealed record DroppedTool(string Tool, string Layer, string Why);

/// <summary>Steps 10 to 13: with what it works.</summary>
public sealed record LaunchTools
{
    /// <summary>The tools it has, by the client's names; null where the runner is not told (all it has, or a fork: its parent's).</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>True where it has the tools of every server there is; else, besides those of its own servers, only those named.</summary>
    public bool HasServerTools { get; init; } = true;

    /// <summary>Entries of the definition that name no tool there is.</summary>
    public IReadOnlyList<string> Invalid { get; init; } = [];

    /// <summary>Rules the client gets as allowed, such as <c>Bash(git diff:*)</c>.</summary>
    public IReadOnlyList<string> Allow { get; init; } = [];

    /// <summary>Rules the client gets as denied.</summary>
    public IReadOnlyList<string> Deny { get; init; } = [];

    /// <summary>What it does not have, and which layer took it.</summary>
    public IReadOnlyList<DroppedTool> Dropped { get; init; } = [];

    /// <summary>The agents it may start: null: any, where it has the tool Agent.</summary>
    public IReadOnlyList<string>? AgentTypes { get; init; }

    /// <summary>Step 11: servers started for it.</summary>
    public IReadOnlyList<AgentServer> Servers { get; init; } = [];

    /// <summary>Servers without which it does not start ([C6]).</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>The same with their settings, its own or those of the client; without settings where nobody may ask them.</summary>
    public IReadOnlyList<AgentServer> RequiredServers { get; init; } = [];

    /// <summary>The same to be shown: settings of the client's servers have secrets in them.</summary>
    public LaunchTools WithoutSecrets() => this with { RequiredServers = [.. RequiredServers.Select(s => s with { Config = null })] };
}
