using System.Text.Json;

namespace GitSwarm.Agents.Definitions;

/// <summary>One kind of agent: what it is for, what it is told, and what it may use.</summary>
public sealed record AgentDefinition
{
    private readonly Lazy<string> prompt = new("");

    /// <summary>What it is called; no colon, one line.</summary>
    public required string Name { get; init; }

    /// <summary>When to use it.</summary>
    public required string Description { get; init; }

    /// <summary>What it is told before its task; <c>{cwd}</c> and <c>{branch}</c> stand for themselves.</summary>
    public string Prompt
    {
        get => prompt.Value;
        init => prompt = new(value);
    }

    /// <summary>The prompt, made when it is first wanted.</summary>
    internal Lazy<string> LatePrompt
    {
        init => prompt = value;
    }

    /// <summary>Where it was found.</summary>
    public required Origin Origin { get; init; }

    /// <summary>The tools it may use, as written (<c>Bash(git log:*)</c>); null: all.</summary>
    public IReadOnlyList<string>? Tools { get; init; }

    /// <summary>The tools it may not use, as written.</summary>
    public IReadOnlyList<string> DisallowedTools { get; init; } = [];

    /// <summary>An alias (<c>haiku</c>), a full id, or <c>inherit</c>; null: not said.</summary>
    public string? Model { get; init; }

    /// <summary>How much it may think; null: not said.</summary>
    public Effort? Effort { get; init; }

    /// <summary>What it may do without asking; null: not said.</summary>
    public PermissionMode? PermissionMode { get; init; }

    /// <summary>After how many turns it ends; null: no limit.</summary>
    public int? MaxTurns { get; init; }

    /// <summary>Skills it has read when it starts.</summary>
    public IReadOnlyList<string> Skills { get; init; } = [];

    /// <summary>Servers started for it.</summary>
    public IReadOnlyList<AgentServer> McpServers { get; init; } = [];

    /// <summary>Servers without which it cannot be used.</summary>
    public IReadOnlyList<string> RequiredMcpServers { get; init; } = [];

    /// <summary>Hooks that live as long as it does, an object by event; null: none.</summary>
    public JsonElement? Hooks { get; init; }

    /// <summary>True where it always runs in the background.</summary>
    public bool Background { get; init; }

    /// <summary>Where it works; null: where its parent does.</summary>
    public Isolation? Isolation { get; init; }

    /// <summary>Who shares its memory; null: it has none.</summary>
    public MemoryScope? Memory { get; init; }

    /// <summary>The runner that plays it; null: not said.</summary>
    public string? Runner { get; init; }

    /// <summary>True where the project's instruction file is left out.</summary>
    public bool OmitProjectInstructions { get; init; }

    /// <summary>True where the state of the work tree is left out.</summary>
    public bool OmitGitStatus { get; init; }

    /// <summary>What it is told again with every turn of its user; null: nothing.</summary>
    public string? CriticalReminder { get; init; }

    /// <summary>In which colour it is shown; null: not said.</summary>
    public string? Color { get; init; }

    /// <summary>What comes before its first turn; null: nothing.</summary>
    public string? InitialPrompt { get; init; }

    /// <summary>Fields of the file that nobody here knows, as they are.</summary>
    public IReadOnlyDictionary<string, JsonElement> Unknown { get; init; } = new Dictionary<string, JsonElement>();
}
