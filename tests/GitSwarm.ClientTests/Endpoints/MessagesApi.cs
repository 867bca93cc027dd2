using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GitSwarm.ClientTests.Endpoints;

/// <summary>Anthropic's Messages API; Claude Code, Copilot and OpenCode speak it.</summary>
internal sealed class MessagesApi : ModelApi
{
    internal override bool IsTurn(string path) => path.EndsWith("/messages", StringComparison.Ordinal);

    internal override string? Other(string path) =>
        path.EndsWith("/count_tokens", StringComparison.Ordinal) ? """{"input_tokens":10}""" : null;

    internal override string Stream(Reply reply, int number)
    {
        var message = JsonNode.Parse(
            """
            {"type":"message","role":"assistant","model":"scripted","content":[],"stop_reason":null,"stop_sequence":null,
            "usage":{"input_tokens":10,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":5}}
            """
        )!;
        message["id"] = $"msg_{number}";
        var stream = new StringBuilder(Typed("message_start", new JsonObject { ["message"] = message }));
        foreach (var (index, part) in reply.Parts.Index())
        {
            stream.Append(Block(part, index, $"toolu_{number}_{index}"));
        }
        var stop = reply.Parts.Any(p => p is ToolCall) ? "tool_use" : "end_turn";
        var end = new JsonObject
        {
            ["delta"] = new JsonObject { ["stop_reason"] = stop, ["stop_sequence"] = null },
            ["usage"] = new JsonObject { ["output_tokens"] = 5 },
        };
        return stream.Append(Typed("message_delta", end)).Append(Typed("message_stop", [])).ToString();
    }

    protected override IEnumerable<(bool IsModel, string Text)> Conversation(JsonElement body) =>
        body.GetProperty("messages").EnumerateArray().Select(m => (m.GetProperty("role").GetString() == "assistant", Raw(m, "content")));

    private static string Block(ReplyPart part, int index, string id)
    {
        var (start, delta) = part switch
        {
            SaidText said => (
                new JsonObject { ["type"] = "text", ["text"] = "" },
                new JsonObject { ["type"] = "text_delta", ["text"] = said.Text }
            ),
            ToolCall call => (
                new JsonObject
                {
                    ["type"] = "tool_use",
                    ["id"] = id,
                    ["name"] = call.Tool,
                    ["input"] = new JsonObject(),
                },
                new JsonObject { ["type"] = "input_json_delta", ["partial_json"] = call.Input.ToJsonString() }
            ),
            _ => throw new NotSupportedException($"{part} in the Messages API"),
        };
        return Typed("content_block_start", new JsonObject { ["index"] = index, ["content_block"] = start })
            + Typed("content_block_delta", new JsonObject { ["index"] = index, ["delta"] = delta })
            + Typed("content_block_stop", new JsonObject { ["index"] = index });
    }

    private static string Typed(string type, JsonObject data)
    {
        data.Insert(0, "type", type);
        return Event(type, data);
    }
}
