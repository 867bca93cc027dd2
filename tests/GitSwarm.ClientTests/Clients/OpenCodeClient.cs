using System.Text.Json.Nodes;
using GitSwarm.ClientTests.Endpoints;
using GitSwarm.TestKit;

namespace GitSwarm.ClientTests.Clients;

/// <summary>OpenCode.</summary>
internal sealed class OpenCodeClient : AgentClient
{
    internal override string Name => "opencode";

    internal override ModelApi Api { get; } = new MessagesApi();

    // Without its plugin package it would ask npm for it, and wait a minute where there is no network.
    internal override void Prepare(Sandbox sandbox)
    {
        var folder = Directory.CreateDirectory(sandbox.Path("home", ".config", "opencode")).FullName;
        var ready = Path.Combine(Installed.Directory(Name), "config");
        foreach (var file in (string[])["package.json", "package-lock.json"])
        {
            File.Copy(Path.Combine(ready, file), Path.Combine(folder, file));
        }
        File.CreateSymbolicLink(Path.Combine(folder, "node_modules"), Path.Combine(ready, "node_modules"));
    }

    internal override IEnumerable<string> Arguments(string prompt, int port) => ["run", "--format", "json", prompt];

    internal override IEnumerable<string> Continue(string prompt, int port) => ["run", "--continue", "--format", "json", prompt];

    internal override IEnumerable<KeyValuePair<string, string>> Variables(int port)
    {
        var options = new JsonObject { ["baseURL"] = $"http://127.0.0.1:{port}/v1", ["apiKey"] = "nobodys-key" };
        var configuration = new JsonObject
        {
            ["provider"] = new JsonObject { ["anthropic"] = new JsonObject { ["options"] = options } },
            ["model"] = "anthropic/claude-sonnet-4-5",
            ["autoupdate"] = false,
            ["share"] = "disabled",
        };
        return
        [
            new("OPENCODE_CONFIG_CONTENT", configuration.ToJsonString()),
            new("OPENCODE_DISABLE_AUTOUPDATE", "1"),
            new("OPENCODE_DISABLE_MODELS_FETCH", "1"),
        ];
    }

    internal override Reply Create(string directory, string path, string text) =>
        Reply.Use("write", new JsonObject { ["filePath"] = Path.Combine(directory, path), ["content"] = text });

    internal override Reply Shell(string command) =>
        Reply.Use("bash", new JsonObject { ["command"] = command, ["description"] = "Run a command" });
}
