using System.Text.Json;
using System.Text.Json.Nodes;
using GitSwarm.TestKit;

namespace GitSwarm.ClientTests.Calls;

/// <summary>Hooks that only write down what the client gives them.</summary>
internal sealed class Recorder
{
    private readonly Sandbox sandbox;
    private readonly string file;

    internal Recorder(Sandbox sandbox)
    {
        this.sandbox = sandbox;
        file = sandbox.Path("home", "calls.jsonl");
        Script = sandbox.Path("home", "record");
        // One write a call: hooks run at the same time.
        File.WriteAllText(Script, $"#!/bin/sh\ninput=$(cat)\nprintf '%s\\n' \"$input\" >>'{file}'\n");
        File.SetUnixFileMode(Script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>The program to enter as a hook.</summary>
    internal string Script { get; }

    /// <summary>The calls so far, in order.</summary>
    internal IReadOnlyList<JsonElement> Calls =>
        File.Exists(file) ? [.. File.ReadLines(file).Select(line => JsonSerializer.Deserialize<JsonElement>(line))] : [];

    /// <summary>Enters the hook for events, in the shape that Claude Code, Codex and Gemini CLI share.</summary>
    /// <param name="settings">The settings file, as names below the home directory.</param>
    /// <param name="events">Names of events.</param>
    internal void Enter(string[] settings, params string[] events)
    {
        var hook = new JsonObject { ["type"] = "command", ["command"] = Script };
        var groups = events.Select(e =>
            KeyValuePair.Create<string, JsonNode?>(e, new JsonArray(new JsonObject { ["hooks"] = new JsonArray(hook.DeepClone()) }))
        );
        Write(settings, new JsonObject { ["hooks"] = new JsonObject(groups) });
    }

    /// <summary>Enters the hook for events, as Copilot CLI wants it.</summary>
    internal void EnterFlat(string[] settings, params string[] events)
    {
        var hook = new JsonObject { ["type"] = "command", ["bash"] = Script };
        var groups = events.Select(e => KeyValuePair.Create<string, JsonNode?>(e, new JsonArray(hook.DeepClone())));
        Write(settings, new JsonObject { ["version"] = 1, ["hooks"] = new JsonObject(groups) });
    }

    /// <summary>Puts a plugin of OpenCode in place that writes down calls as name and object.</summary>
    internal void EnterPlugin() =>
        Write(
            [".config", "opencode", "plugins", "record.js"],
            $$"""
            import fs from 'node:fs'
            const note = (n, o) => fs.appendFileSync('{{file}}', JSON.stringify({ n, o }) + '\n')
            export const Record = async (context) => {
              note('init', { directory: context.directory, worktree: context.worktree, keys: Object.keys(context) })
              return {
                event: async ({ event }) => note('event:' + event.type, event.properties),
                'chat.message': async (input) => note('chat.message', input),
                'tool.execute.before': async (input, output) => note('tool.execute.before', { i: input, args: output.args }),
                'tool.execute.after': async (input, output) => note('tool.execute.after', { i: input, title: output.title }),
              }
            }
            """
        );

    private void Write(string[] names, JsonObject entries)
    {
        var path = sandbox.Path(["home", .. names]);
        var settings = File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path))!.AsObject() : [];
        foreach (var (name, value) in entries)
        {
            settings[name] = value?.DeepClone();
        }
        Write(names, settings.ToJsonString());
    }

    private void Write(string[] names, string text)
    {
        var path = sandbox.Path(["home", .. names]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
