using System.Text.Json;
using System.Text.Json.Nodes;

namespace GitSwarm.ClientTests.Endpoints;

/// <summary>The Gemini API; Gemini CLI speaks it.</summary>
internal sealed class GeminiApi : ModelApi
{
    internal override bool IsTurn(string path) => path.EndsWith(":streamGenerateContent", StringComparison.Ordinal);

    internal override string? Other(string path) =>
        path.EndsWith(":countTokens", StringComparison.Ordinal) ? """{"totalTokens":10}"""
        : path.EndsWith(":generateContent", StringComparison.Ordinal) ? Answer(new JsonArray(Part(new SaidText("aside"))), 0).ToJsonString()
        : null;

    internal override string Stream(Reply reply, int number) => Event(null, Answer(new JsonArray([.. reply.Parts.Select(Part)]), number));

    protected override IEnumerable<(bool IsModel, string Text)> Conversation(JsonElement body) =>
        body.GetProperty("contents")
            .EnumerateArray()
            .Select(c => (c.TryGetProperty("role", out var role) && role.GetString() == "model", Raw(c, "parts")));

    private static JsonNode Part(ReplyPart part) =>
        part switch
        {
            SaidText said => new JsonObject { ["text"] = said.Text },
            ToolCall call => new JsonObject
            {
                ["functionCall"] = new JsonObject { ["name"] = call.Tool, ["args"] = call.Input.DeepClone() },
            },
            _ => throw new NotSupportedException($"{part} in the Gemini API"),
        };

    private static JsonObject Answer(JsonArray parts, int number)
    {
        var candidate = new JsonObject
        {
            ["index"] = 0,
            ["content"] = new JsonObject { ["role"] = "model", ["parts"] = parts },
            ["finishReason"] = "STOP",
        };
        return new JsonObject
        {
            ["candidates"] = new JsonArray(candidate),
            ["usageMetadata"] = JsonNode.Parse("""{"promptTokenCount":10,"candidatesTokenCount":5,"totalTokenCount":15}"""),
            ["modelVersion"] = "scripted",
            ["responseId"] = $"r{number}",
        };
    }
}
