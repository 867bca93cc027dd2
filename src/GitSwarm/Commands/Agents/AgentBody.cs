using System.Text.Json;
using System.Text.Json.Serialization;
using GitSwarm.Agents.Definitions;

namespace GitSwarm.Commands.Agents;

/// <summary>A definition as JSON; the fields are those of docs/agents.md.</summary>
internal sealed record AgentBody(string Name, string Source, string? File, string? BaseDirectory)
{
    /// <summary>Why it cannot be used; null where it can.</summary>
    public string? Error { get; init; }

    public string? Description { get; init; }

    /// <summary>Null: all.</summary>
    public IReadOnlyList<string>? Tools { get; init; }

    public IReadOnlyList<string>? DisallowedTools { get; init; }

    public string? Model { get; init; }

    public string? Effort { get; init; }

    public string? PermissionMode { get; init; }

    public int? MaxTurns { get; init; }

    public IReadOnlyList<string>? Skills { get; init; }

    public IReadOnlyList<AgentServerBody>? McpServers { get; init; }

    public IReadOnlyList<string>? RequiredMcpServers { get; init; }

    public JsonElement? Hooks { get; init; }

    public bool Background { get; init; }

    public string? Isolation { get; init; }

    public string? Memory { get; init; }

    public string? Runner { get; init; }

    public bool OmitProjectInstructions { get; init; }

    public bool OmitGitStatus { get; init; }

    public string? CriticalReminder { get; init; }

    public string? Color { get; init; }

    public string? InitialPrompt { get; init; }

    public IReadOnlyDictionary<string, JsonElement>? Unknown { get; init; }

    /// <summary>What it may only do once it is trusted.</summary>
    public IReadOnlyList<string> Brings { get; init; } = [];

    public bool Trusted { get; init; }

    public IReadOnlyList<AgentPlaceBody>? Overrides { get; init; }

    public IReadOnlyList<string>? Notes { get; init; }

    /// <summary>Only where one definition is shown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string Prompt { get; init; } = null!;

    public static AgentBody Of(AgentCatalog catalog, CatalogEntry entry)
    {
        var origin = entry.Origin;
        var body = new AgentBody(entry.Name, origin.Word, origin.File, origin.BaseDirectory is { Length: > 0 } b ? b : null)
        {
            Error = entry.Error,
            Brings = entry.Brings,
            Trusted = entry.IsTrusted,
            Notes = entry.Notes,
            Overrides = [.. catalog.OverriddenBy(entry).Select(o => new AgentPlaceBody(o.Origin.Word, o.Origin.File))],
        };
        return entry.Definition is not { } d
            ? body
            : body with
            {
                Description = d.Description,
                Tools = d.Tools,
                DisallowedTools = d.DisallowedTools,
                Model = d.Model,
                Effort = Word(d.Effort),
                PermissionMode = Word(d.PermissionMode),
                MaxTurns = d.MaxTurns,
                Skills = d.Skills,
                McpServers = [.. d.McpServers.Select(s => new AgentServerBody(s.Name, s.Config))],
                RequiredMcpServers = d.RequiredMcpServers,
                Hooks = d.Hooks,
                Background = d.Background,
                Isolation = Word(d.Isolation),
                Memory = Word(d.Memory),
                Runner = d.Runner,
                OmitProjectInstructions = d.OmitProjectInstructions,
                OmitGitStatus = d.OmitGitStatus,
                CriticalReminder = d.CriticalReminder,
                Color = d.Color,
                InitialPrompt = d.InitialPrompt,
                Unknown = d.Unknown,
            };
    }

    private static string? Word<T>(T? choice)
        where T : struct, Enum => choice is { } given ? DefinitionWords.Of(given) : null;
}

/// <summary>A server of a definition.</summary>
internal sealed record AgentServerBody(string Name, JsonElement? Config);

/// <summary>Where a definition that does not count is.</summary>
internal sealed record AgentPlaceBody(string Source, string? File);

/// <summary>One thing that is wrong or odd.</summary>
internal sealed record AgentFindingBody(string Kind, string Name, string Source, string? File, string Text);

/// <summary>What a model picks from.</summary>
internal sealed record AgentChoiceBody(string Type, string Description, string Tools);

/// <summary>What is trusted now.</summary>
internal sealed record AgentTrustBody(string Name, string? File, string? Hash, IReadOnlyList<string> Brings);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    GenerationMode = JsonSourceGenerationMode.Serialization
)]
[JsonSerializable(typeof(AgentBody))]
[JsonSerializable(typeof(AgentBody[]))]
[JsonSerializable(typeof(AgentFindingBody[]))]
[JsonSerializable(typeof(AgentChoiceBody[]))]
[JsonSerializable(typeof(AgentTrustBody))]
internal sealed partial class AgentContext : JsonSerializerContext;
