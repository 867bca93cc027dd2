using System.Text.Json.Nodes;

namespace GitSwarm.ClientTests.Endpoints;

/// <summary>A part of what the model answers.</summary>
internal abstract record ReplyPart;

/// <summary>It says something.</summary>
internal sealed record SaidText(string Text) : ReplyPart;

/// <summary>It calls a tool.</summary>
internal sealed record ToolCall(string Tool, JsonObject Input) : ReplyPart;

/// <summary>It calls a tool that takes plain text.</summary>
internal sealed record TextToolCall(string Tool, string Input) : ReplyPart;
