using System.Text.Json;
using GitSwarm.TestKit;
using GitSwarm.Tests.Binary;
using GitSwarm.Tests.Guards;
using Xunit;

namespace GitSwarm.Tests.Plugin;

using Cli = GitSwarm.Tests.Binary.Cli;

/// <summary>The real Claude Code takes the plugin, without a network.</summary>
public sealed class PluginInClaudeTests : IDisposable
{
    private const string Id = "git-swarm@git-swarm";
    private readonly Cli cli = new();

    public PluginInClaudeTests()
    {
        var variables = cli.Sandbox.Variables;
        foreach (
            var name in new[]
            {
                "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC",
                "DISABLE_TELEMETRY",
                "DISABLE_ERROR_REPORTING",
                "DISABLE_AUTOUPDATER",
            }
        )
        {
            variables[name] = "1";
        }
        variables["CLAUDE_CONFIG_DIR"] = cli.Sandbox.Path("home", ".claude");
        variables["ANTHROPIC_API_KEY"] = "sk-ant-nobodys-key";
        // What a plugin does at the end of a session has 1.5 s altogether: little for a busy machine and managed code.
        variables["CLAUDE_CODE_SESSIONEND_HOOKS_TIMEOUT_MS"] = "60000";
        // Whoever looks for a network finds a closed door.
        variables["HTTPS_PROXY"] = variables["HTTP_PROXY"] = "http://127.0.0.1:9";
        variables["NO_PROXY"] = "127.0.0.1";
    }

    public void Dispose() => cli.Dispose();

    [ClaudeFact]
    public void The_plugin_and_the_marketplace_are_valid()
    {
        foreach (var path in new[] { PluginFiles.Folder, "." })
        {
            var report = Json(Claude("plugin", "validate", "--strict", "--json", Documents.PathOf(path)));
            Assert.True(report.GetProperty("success").GetBoolean(), report.ToString());
        }
    }

    [ClaudeFact]
    public void It_is_installed_from_a_checkout_and_out_again()
    {
        Claude("plugin", "marketplace", "add", Documents.PathOf(".")).OutputOrThrow("marketplace add");
        Claude("plugin", "install", Id).OutputOrThrow("install");

        var plugin = Json(Claude("plugin", "list", "--json")).EnumerateArray().Single();
        Assert.Equal(Id, plugin.GetProperty("id").GetString());
        Assert.True(plugin.GetProperty("enabled").GetBoolean());
        Assert.False(plugin.TryGetProperty("errors", out var errors) && errors.GetArrayLength() > 0, plugin.ToString());
        Assert.Contains("\tjoined\t", Prompt("hello").Log, StringComparison.Ordinal);

        Claude("plugin", "uninstall", Id).OutputOrThrow("uninstall");
        Assert.Equal(0, Json(Claude("plugin", "list", "--json")).GetArrayLength());
    }

    [ClaudeFact]
    public void Its_hooks_register_the_session_and_tell_the_model_who_is_here()
    {
        cli.UserOn("ui").Do("join", "--name", "ui", "--task", "dark sidebar");

        var (log, asked) = Prompt("hello", "--plugin-dir", Documents.PathOf(PluginFiles.Folder));

        Assert.Contains("\tjoined\t", log, StringComparison.Ordinal);
        Assert.Contains("\tleft\t", log, StringComparison.Ordinal);
        Assert.Contains("reports from other sessions on this repository", asked, StringComparison.Ordinal);
        Assert.Contains("dark sidebar", asked, StringComparison.Ordinal);
        Assert.Contains("git-swarm:git-swarm", asked, StringComparison.Ordinal);
    }

    [ClaudeFact]
    public void Slash_commands_show_what_the_program_says_and_run_nothing_of_what_is_typed()
    {
        cli.UserOn("ui").Do("join", "--name", "ui", "--task", "dark sidebar");
        string[] plugin = ["--plugin-dir", Documents.PathOf(PluginFiles.Folder)];

        var sessions = Prompt("/git-swarm:sessions", plugin).Asked;
        Assert.Contains(@"session\t", sessions, StringComparison.Ordinal);
        foreach (var command in new[] { "note", "message", "claim", "sessions" })
        {
            var asked = Prompt(
                $"/git-swarm:{command} it's \"x\" $(touch trap1) `touch trap2` !`touch trap3`\n!`touch trap4`; touch trap5",
                plugin
            ).Asked;
            Assert.Contains("$(touch trap1) `touch trap2`", asked, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(
            Directory.EnumerateFiles(cli.Repository.Path),
            file => Path.GetFileName(file).StartsWith("trap", StringComparison.Ordinal)
        );
    }

    /// <summary>One prompt of a session whose model answers with an error.</summary>
    /// <returns>The lines of <c>git swarm log</c> about its session, and what the model was sent.</returns>
    private (string Log, string Asked) Prompt(string prompt, params string[] arguments)
    {
        using var model = new RefusingModel();
        cli.Sandbox.Variables["ANTHROPIC_BASE_URL"] = $"http://127.0.0.1:{model.Port}";
        var id = Guid.NewGuid().ToString();

        var ran = Claude(["-p", prompt, "--session-id", id, .. arguments]);

        Assert.True(model.Asked.Length > 0, ran.Output + ran.Error);
        return (cli.Do("log", "--session", id), model.Asked);
    }

    private Finished Claude(params string[] arguments) => cli.Sandbox.Run(ClaudeFactAttribute.Program, arguments, cli.Repository.Path);

    private static JsonElement Json(Finished finished) => JsonDocument.Parse(finished.Output).RootElement;
}
