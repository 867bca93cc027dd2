using System.Text.Json;
using GitSwarm.Clients;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Clients;

/// <summary>What real clients sent to their hooks, read by our protocols.</summary>
public class FixtureTests
{
    [Theory]
    [InlineData("claude", "claude-code-2.1.329")]
    [InlineData("codex", "codex-0.169.0")]
    [InlineData("gemini", "gemini-cli-0.61.0")]
    [InlineData("copilot", "copilot-1.0.102")]
    public void Every_captured_event_is_read_as_it_was_meant(string client, string file)
    {
        var protocol = ClientProtocols.Of(client)!;
        var lines = File.ReadLines(Path.Combine(Root.Path, "tests", "fixtures", "clients", file + ".stdin.jsonl"));

        var read = lines.Select(line =>
        {
            using var payload = JsonDocument.Parse(line);
            var name = Name(payload.RootElement);
            return protocol.Read(payload.RootElement) is { } happened ? $"{name}: {Show(happened)}" : $"{name}: nothing";
        });

        Snapshots.Match(string.Join('\n', read), client);
    }

    [Theory]
    [InlineData("claude")]
    [InlineData("codex")]
    [InlineData("gemini")]
    [InlineData("copilot")]
    [InlineData("opencode")]
    [InlineData("cursor")]
    public void Every_protocol_is_that_of_the_client_it_is_found_by(string client) =>
        Assert.Equal(client, ClientProtocols.Of(client)!.Client);

    [Fact]
    public void Copilot_and_Cursor_are_known_by_what_they_send_to_Claude_Codes_hooks()
    {
        var claude = ClientProtocols.Of("claude")!;
        string Speaking(string payload, bool copilot)
        {
            using var document = JsonDocument.Parse(payload);
            return ClientProtocols.Speaking(claude, document.RootElement, name => copilot && name == "COPILOT_CLI" ? "1" : null).Client;
        }

        Assert.Equal(
            "copilot",
            Speaking("""{"hook_event_name":"Stop","session_id":"a","timestamp":"2026-11-21T08:16:55Z"}""", copilot: true)
        );
        Assert.Equal("cursor", Speaking("""{"hook_event_name":"stop","conversation_id":"a","cursor_version":"3"}""", copilot: false));
        // Claude Code that was started in Copilot's shell has its variables.
        Assert.Equal("claude", Speaking("""{"hook_event_name":"Stop","session_id":"a"}""", copilot: true));
    }

    private static string Name(JsonElement payload) =>
        payload.TryGetProperty("hook_event_name", out var name) ? name.GetString()! : "without a name";

    private static string Show(AgentEvent e)
    {
        var more = new List<string>();
        void Add(bool said, string what)
        {
            if (said)
            {
                more.Add(what);
            }
        }
        Add(e.Agent is not null, $"agent {e.Agent} ({e.AgentType})");
        Add(e.Paths.Count > 0, $"paths {string.Join(' ', e.Paths)}");
        Add(e.Continues, "continues");
        Add(e.HasForgotten, "has forgotten");
        Add(e.IsAgain, "again");
        Add(e.HasBackground, "background");
        Add(e.ChangedUnderneath, "changed underneath");
        Add(e.Asked is not null, $"asks for {e.Asked?.Tool} with {e.Asked?.Input}");
        return $"{e.Kind} {e.Session[..8]} in {e.Directory}{string.Concat(more.Select(m => ", " + m))}";
    }
}
