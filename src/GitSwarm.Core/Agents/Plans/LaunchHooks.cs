using System.Text.Json;

namespace GitSwarm.Agents.Plans;

/// <summary>Steps 18 to 20: what runs beside it.</summary>
public sealed record LaunchHooks
{
    /// <summary>Commands of <c>swarm.hook.SubagentStart</c>, run before it starts.</summary>
    public IReadOnlyList<string> Start { get; init; } = [];

    /// <summary>Commands of <c>swarm.hook.SubagentStop</c>, run when it says it is done.</summary>
    public IReadOnlyList<string> Stop { get; init; } = [];

    /// <summary>Hooks of the definition by event, as written but for <c>Stop</c>, which is <c>SubagentStop</c> here ([H1]); null: none.</summary>
    public JsonElement? Definition { get; init; }

    /// <summary>Commands of other <c>swarm.hook.*</c> that the client is given, by event.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Client { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
}
