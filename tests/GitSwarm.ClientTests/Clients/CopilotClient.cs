using System.Text.Json.Nodes;
using GitSwarm.ClientTests.Endpoints;

namespace GitSwarm.ClientTests.Clients;

/// <summary>GitHub Copilot CLI.</summary>
internal sealed class CopilotClient : AgentClient
{
    internal override string Name => "copilot";

    internal override ModelApi Api { get; } = new MessagesApi();

    internal override IEnumerable<string> Arguments(string prompt, int port) => ["-p", prompt, "--output-format", "json"];

    internal override IEnumerable<string> Continue(string prompt, int port) => ["--continue", .. Arguments(prompt, port)];

    internal override IEnumerable<KeyValuePair<string, string>> Variables(int port) =>
        [
            new("COPILOT_OFFLINE", "true"),
            new("COPILOT_AUTO_UPDATE", "false"),
            new("COPILOT_PROVIDER_TYPE", "anthropic"),
            new("COPILOT_PROVIDER_BASE_URL", $"http://127.0.0.1:{port}"),
            new("COPILOT_PROVIDER_API_KEY", "nobodys-key"),
            new("COPILOT_MODEL", "claude-sonnet-4"),
            new("COPILOT_ALLOW_ALL", "true"),
        ];

    internal override Reply Create(string directory, string path, string text) =>
        Reply.Use("create", new JsonObject { ["path"] = Path.Combine(directory, path), ["file_text"] = text });

    internal override Reply Shell(string command) =>
        Reply.Use("bash", new JsonObject { ["command"] = command, ["description"] = "Run a command" });
}
