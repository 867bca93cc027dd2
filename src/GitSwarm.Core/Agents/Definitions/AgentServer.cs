using System.Text.Json;

namespace GitSwarm.Agents.Definitions;

/// <summary>An MCP server of a definition.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Config">How it is started or reached; null where only its name is given, and the client knows it.</param>
public sealed record AgentServer(string Name, JsonElement? Config);
