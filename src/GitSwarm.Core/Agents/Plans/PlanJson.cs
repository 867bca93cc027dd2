using System.Text.Json.Serialization;

namespace GitSwarm.Agents.Plans;

/// <summary>Plans as JSON: names in snake case, choices as words.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(LaunchPlan))]
public sealed partial class PlanJson : JsonSerializerContext;
