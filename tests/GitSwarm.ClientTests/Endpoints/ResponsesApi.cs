using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GitSwarm.ClientTests.Endpoints;

/// <summary>OpenAI's Responses API; Codex speaks it.</summary>
internal sealed class ResponsesApi : ModelApi
{
    internal override bool IsTurn(string path) => path.EndsWith("/responses", StringComparison.Ordinal);

    internal override string? Other(string path) =>
        path.EndsWith("/models", StringComparison.Ordinal) ? """{"data":[],"models":[]}""" : null;

    internal override string Stream(Reply reply, int number)
    {
        var id = $"resp_{number}";
        var stream = new StringBuilder(Typed("response.created", new JsonObject { ["response"] = new JsonObject { ["id"] = id } }));
        foreach (var (index, part) in reply.Parts.Index())
        {
            var item = Item(part, $"{number}_{index}");
            stream.Append(Typed("response.output_item.added", new JsonObject { ["output_index"] = index, ["item"] = item.DeepClone() }));
            stream.Append(Typed("response.output_item.done", new JsonObject { ["output_index"] = index, ["item"] = item }));
        }
        var usage = JsonNode.Parse(
            """{"input_tokens":10,"input_tokens_details":null,"output_tokens":5,"output_tokens_details":null,"total_tokens":15}"""
        );
        var completed = new JsonObject
        {
            ["response"] = new JsonObject { ["id"] = id, ["usage"] = usage },
        };
        return stream.Append(Typed("response.completed", completed)).ToString();
    }

    protected override IEnumerable<(bool IsModel, string Text)> Conversation(JsonElement body)
    {
        foreach (var item in body.GetProperty("input").EnumerateArray())
        {
            var type = item.GetProperty("type").GetString() ?? "";
            var isMessage = type == "message";
            var isModel = isMessage
                ? item.GetProperty("role").GetString() == "assistant"
                : type.EndsWith("_call", StringComparison.Ordinal);
            yield return (isModel, isMessage ? Raw(item, "content") : "");
        }
    }

    private static JsonObject Item(ReplyPart part, string id) =>
        part switch
        {
            SaidText said => new JsonObject
            {
                ["type"] = "message",
                ["role"] = "assistant",
                ["id"] = "msg_" + id,
                ["content"] = new JsonArray(new JsonObject { ["type"] = "output_text", ["text"] = said.Text }),
            },
            ToolCall call => new JsonObject
            {
                ["type"] = "function_call",
                ["id"] = "fc_" + id,
                ["call_id"] = "call_" + id,
                ["name"] = call.Tool,
                ["arguments"] = call.Input.ToJsonString(),
            },
            TextToolCall call => new JsonObject
            {
                ["type"] = "custom_tool_call",
                ["id"] = "ctc_" + id,
                ["call_id"] = "call_" + id,
                ["name"] = call.Tool,
                ["input"] = call.Input,
            },
            _ => throw new NotSupportedException($"{part} in the Responses API"),
        };

    private static string Typed(string type, JsonObject data)
    {
        data.Insert(0, "type", type);
        return Event(type, data);
    }
}
