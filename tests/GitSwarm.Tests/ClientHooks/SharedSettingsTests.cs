using GitSwarm.TestKit;
using GitSwarm.Tests.Binary;
using Xunit;

namespace GitSwarm.Tests.ClientHooks;

/// <summary>Copilot and Cursor run the hooks in Claude Code's settings, too: what they report twice counts once.</summary>
[Trait("Category", "Binary")]
public sealed class SharedSettingsTests
{
    private const string Id = "3333cccc";

    [Fact]
    public void Copilot_without_entries_of_its_own_is_served_through_those_of_Claude_Code()
    {
        using var pair = new Pair();
        var copilot = Copilot(pair);

        Assert.Contains("one (claude, branch feat/one) is at work here", Told(copilot, "claude", "SessionStart", "\"source\":\"new\""));

        Assert.Equal("copilot", pair.One.User.Sessions()["three"].GetProperty("client").GetString());
    }

    [Fact]
    public void Copilot_with_entries_of_its_own_is_not_heard_twice()
    {
        using var pair = new Pair();
        var copilot = Copilot(pair);
        copilot.Do("install", "copilot");

        Assert.Empty(Told(copilot, "claude", "SessionStart", "\"source\":\"new\""));
        Assert.Equal("one two", pair.One.User.Names());
        Assert.Contains("one (claude, branch feat/one) is at work here", Told(copilot, "copilot", "SessionStart", "\"source\":\"new\""));
        pair.One.User.Do("--as", "one", "send", "three", "hello");
        Assert.Empty(Told(copilot, "claude", "Stop", "\"stop_hook_active\":false"));
        Assert.Contains("| hello", Told(copilot, "copilot", "Stop", "\"stop_hook_active\":false"));
        Assert.Empty(Told(copilot, "copilot", "Stop", "\"stop_hook_active\":true"));
    }

    private static CliUser Copilot(Pair pair)
    {
        var user = pair.Cli.UserOn("feat/three");
        user.Variables["COPILOT_CLI"] = "1";
        return user;
    }

    private static string Told(CliUser user, string hook, string name, string field)
    {
        var payload =
            $$"""{"hook_event_name":"{{name}}","session_id":"{{Id}}","timestamp":"2026-11-21T08:16:54.610Z","cwd":"{{user.Directory}}",{{field}}}""";
        var finished = user.RunReading(payload, "hook", hook);
        Assert.Equal((0, ""), (finished.ExitCode, finished.Error));
        return finished.Output;
    }
}
