using System.Text.Json;
using System.Text.Json.Nodes;
using GitSwarm.TestKit;
using GitSwarm.Tests.Binary;
using Xunit;

namespace GitSwarm.Tests.ClientHooks;

using Cli = GitSwarm.Tests.Binary.Cli;

/// <summary>A session of Claude Code as far as its hooks tell: somebody with a process, and events in the client's form.</summary>
internal sealed class Agent(CliUser user, string session, string client = "claude")
{
    /// <summary>Whose process the client is.</summary>
    public CliUser User { get; } = user;

    /// <summary>The client's id of the session; another one after it was cleared.</summary>
    public string Session { get; set; } = session;

    /// <summary>Where the session is.</summary>
    public string Directory { get; set; } = user.Directory;

    /// <summary>Sends an event.</summary>
    /// <param name="name">What the client calls it.</param>
    /// <param name="fields">Its fields besides those all events have, as JSON.</param>
    /// <returns>The reply; null for none.</returns>
    public JsonElement? Send(string name, string fields = "{}") => Reply(Try(name, fields));

    /// <summary>Sends an event, whatever comes of it.</summary>
    public Finished Try(string name, string fields)
    {
        var payload = JsonNode.Parse(fields, null, new JsonDocumentOptions { MaxDepth = 1000 })!.AsObject();
        payload["session_id"] = Session;
        payload["transcript_path"] = "/nowhere/transcript.jsonl";
        payload["cwd"] = Directory;
        payload["hook_event_name"] = name;
        return User.RunReading(payload.ToJsonString(), "hook", client);
    }

    /// <summary>What a hook answered, which must have gone well and said nothing besides.</summary>
    public static JsonElement? Reply(Finished finished)
    {
        Assert.Equal((0, ""), (finished.ExitCode, finished.Error));
        return finished.Output.Length == 0 ? null : JsonDocument.Parse(finished.Output).RootElement;
    }

    /// <summary>The text for the model in Claude Code's form of a reply; empty for none.</summary>
    public static string Context(JsonElement? reply) => Specific(reply, "additionalContext");

    /// <summary>A field of <c>hookSpecificOutput</c>; empty where there is none.</summary>
    public static string Specific(JsonElement? reply, string name) =>
        reply is { } r && r.GetProperty("hookSpecificOutput").TryGetProperty(name, out var value) ? value.GetString()! : "";

    public string Start(string source = "startup") => Context(Send("SessionStart", $$"""{"source":"{{source}}"}"""));

    public string Prompt() => Context(Send("UserPromptSubmit", """{"prompt":"go on"}"""));

    public string Stop(string fields = """{"stop_hook_active":false,"background_tasks":[]}""") => Context(Send("Stop", fields));

    public string Batch(string fields = """{"tool_calls":[]}""") => Context(Send("PostToolBatch", fields));

    /// <summary>Before an edit, in full.</summary>
    public JsonElement? Editing(string path, string tool = "Edit") => Send("PreToolUse", Call(path, tool));

    /// <summary>Before an edit: the text for the model.</summary>
    public string Warned(string path) => Context(Editing(path));

    /// <summary>Edits a file as the client does, both hooks included.</summary>
    /// <returns>What was said before it.</returns>
    public string Edit(string path, string text)
    {
        var said = Warned(path);
        User.Write(path, text);
        Send("PostToolUse", Call(path, "Edit"));
        return said;
    }

    public string Failed(string path, string error) =>
        Context(Send("PostToolUseFailure", Merge(Call(path, "Edit"), $$"""{"error":"{{error}}","is_interrupt":false}""")));

    public string Call(string path, string tool)
    {
        var input = new JsonObject { ["file_path"] = Path.Combine(Directory, path) };
        return new JsonObject { ["tool_name"] = tool, ["tool_input"] = input }.ToJsonString();
    }

    public static string Merge(string one, string other)
    {
        var all = JsonNode.Parse(one)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(other)!.AsObject())
        {
            all[name] = value?.DeepClone();
        }
        return all.ToJsonString();
    }
}
