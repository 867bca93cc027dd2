using System.Text.Json.Nodes;
using GitSwarm.ClientTests.Endpoints;
using GitSwarm.TestKit;

namespace GitSwarm.ClientTests.Clients;

/// <summary>Codex.</summary>
internal sealed class CodexClient : AgentClient
{
    internal override string Name => "codex";

    internal override ModelApi Api { get; } = new ResponsesApi();

    // A user has a configuration of some kind; this one makes it known which model edits with patches.
    internal override void Prepare(Sandbox sandbox)
    {
        var folder = Directory.CreateDirectory(sandbox.Path("home", ".codex")).FullName;
        File.WriteAllText(Path.Combine(folder, "config.toml"), "model = \"gpt-5.5\"\nmodel_provider = \"scripted\"\n");
    }

    // First, for at the end it would be in whatever table is there by now.
    internal override void Connect(Sandbox sandbox, int port)
    {
        var file = sandbox.Path("home", ".codex", "config.toml");
        File.WriteAllText(file, $"model_providers.scripted = {Provider(port)}\n" + File.ReadAllText(file));
    }

    internal override IEnumerable<string> Arguments(string prompt, int port) => ["exec", .. Options(port), prompt];

    internal override IEnumerable<string> Continue(string prompt, int port) => ["exec", "resume", "--last", .. Options(port), prompt];

    internal override IEnumerable<KeyValuePair<string, string>> Variables(int port) => [new("SCRIPTED_KEY", "nobodys-key")];

    internal override Reply Create(string directory, string path, string text) =>
        Reply.UseText("apply_patch", $"*** Begin Patch\n*** Add File: {path}\n+{text}*** End Patch\n");

    internal override Reply Shell(string command) => Reply.Use("exec_command", new JsonObject { ["cmd"] = command });

    private static string[] Options(int port) =>
        ["--json", "--dangerously-bypass-approvals-and-sandbox", "-c", "model_providers.scripted=" + Provider(port)];

    private static string Provider(int port) =>
        $$"""{name="scripted",base_url="http://127.0.0.1:{{port}}/v1",wire_api="responses",env_key="SCRIPTED_KEY"}""";
}
