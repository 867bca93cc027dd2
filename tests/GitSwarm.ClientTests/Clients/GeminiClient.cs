using System.Text.Json.Nodes;
using GitSwarm.ClientTests.Endpoints;
using GitSwarm.TestKit;

namespace GitSwarm.ClientTests.Clients;

/// <summary>Gemini CLI.</summary>
internal sealed class GeminiClient : AgentClient
{
    internal override string Name => "gemini";

    internal override ModelApi Api { get; } = new GeminiApi();

    // With a base URL it takes another way to log in unless one is chosen, and that way refuses a key. Its skills are
    // listed to the model in whatever order they were loaded, and would make two equal sessions differ.
    internal override void Prepare(Sandbox sandbox)
    {
        var folder = Directory.CreateDirectory(sandbox.Path("home", ".gemini")).FullName;
        var settings = """{"security":{"auth":{"selectedType":"gemini-api-key"}},"skills":{"enabled":false}}""";
        File.WriteAllText(Path.Combine(folder, "settings.json"), settings + "\n");
    }

    // With a model it does not ask another one which model to take.
    internal override IEnumerable<string> Arguments(string prompt, int port) =>
        ["-p", prompt, "-m", "gemini-2.5-flash", "--output-format", "json", "--approval-mode", "yolo"];

    internal override IEnumerable<string> Continue(string prompt, int port) => ["--resume", "latest", .. Arguments(prompt, port)];

    internal override IEnumerable<KeyValuePair<string, string>> Variables(int port) =>
        [
            new("GEMINI_API_KEY", "nobodys-key"),
            new("GOOGLE_GEMINI_BASE_URL", $"http://127.0.0.1:{port}"),
            new("GEMINI_CLI_TRUST_WORKSPACE", "true"),
        ];

    internal override Reply Create(string directory, string path, string text) =>
        Reply.Use("write_file", new JsonObject { ["file_path"] = Path.Combine(directory, path), ["content"] = text });

    internal override Reply Shell(string command) =>
        Reply.Use("run_shell_command", new JsonObject { ["command"] = command, ["description"] = "Run a command" });
}
