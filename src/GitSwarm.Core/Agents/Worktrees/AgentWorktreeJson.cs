using System.Text.Json.Serialization;

namespace GitSwarm.Agents.Worktrees;

/// <summary>How the record of a worktree looks in JSON; generated, for reflection is not there in native code.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true
)]
[JsonSerializable(typeof(AgentWorktree))]
public sealed partial class AgentWorktreeJson : JsonSerializerContext;
