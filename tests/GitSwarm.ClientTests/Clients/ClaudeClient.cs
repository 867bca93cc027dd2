using System.Text.Json.Nodes;
using GitSwarm.ClientTests.Endpoints;

namespace GitSwarm.ClientTests.Clients;

/// <summary>Claude Code.</summary>
internal sealed class ClaudeClient : AgentClient
{
    internal override string Name => "claude";

    /// <summary>The key it is given, which is none; it has to be longer than what the client remembers of one.</summary>
    internal const string Key = "sk-ant-this-is-nobodys-key";

    internal override ModelApi Api { get; } = new MessagesApi();

    internal override IEnumerable<string> Arguments(string prompt, int port) =>
        ["-p", prompt, "--permission-mode", "bypassPermissions", "--output-format", "stream-json", "--verbose"];

    /// <summary>Arguments with which it takes what its user says from standard input, line by line.</summary>
    internal static IReadOnlyList<string> Open { get; } =
    ["-p", "--input-format", "stream-json", "--permission-mode", "bypassPermissions", "--output-format", "stream-json", "--verbose"];

    /// <summary>A line of that input.</summary>
    internal static string Message(string text) =>
        new JsonObject
        {
            ["type"] = "user",
            ["message"] = new JsonObject { ["role"] = "user", ["content"] = text },
        }.ToJsonString();

    internal override IEnumerable<string> Continue(string prompt, int port) => ["--continue", .. Arguments(prompt, port)];

    internal override IEnumerable<KeyValuePair<string, string>> Variables(int port) =>
        [
            new("ANTHROPIC_BASE_URL", $"http://127.0.0.1:{port}"),
            new("ANTHROPIC_API_KEY", Key),
            new("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1"),
            new("DISABLE_TELEMETRY", "1"),
            new("DISABLE_ERROR_REPORTING", "1"),
            new("DISABLE_AUTOUPDATER", "1"),
            // Lets root go without questions.
            new("IS_SANDBOX", "1"),
        ];

    internal override Reply Create(string directory, string path, string text) =>
        Reply.Use("Write", new JsonObject { ["file_path"] = Path.Combine(directory, path), ["content"] = text });

    internal override Reply Shell(string command) =>
        Reply.Use("Bash", new JsonObject { ["command"] = command, ["description"] = "Run a command" });

    /// <summary>The model reads a file, which it must before it edits one that is there.</summary>
    internal static Reply Read(string directory, string path) =>
        Reply.Use("Read", new JsonObject { ["file_path"] = Path.Combine(directory, path) });

    /// <summary>The model replaces a text in a file that it has read.</summary>
    internal static Reply Edit(string directory, string path, string from, string to) =>
        Reply.Use(
            "Edit",
            new JsonObject
            {
                ["file_path"] = Path.Combine(directory, path),
                ["old_string"] = from,
                ["new_string"] = to,
            }
        );

    /// <summary>The model has a subagent do something and waits for it.</summary>
    internal static Reply Delegate(string prompt) =>
        Reply.Use(
            "Agent",
            new JsonObject
            {
                ["description"] = "Do a part",
                ["prompt"] = prompt,
                ["subagent_type"] = "general-purpose",
                ["run_in_background"] = false,
            }
        );
}
