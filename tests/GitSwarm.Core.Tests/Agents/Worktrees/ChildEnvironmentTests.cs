using FsCheck;
using FsCheck.Fluent;
using GitSwarm.Agents.Worktrees;
using GitSwarm.Sessions.Processes;
using Xunit;

namespace GitSwarm.Tests.Agents.Worktrees;

public class ChildEnvironmentTests
{
    private static readonly string[] OfSessions =
    [
        .. KnownClients.All.SelectMany(c => c.SessionVariables.Concat(c.PidVariables)),
        "CLAUDECODE",
        "CLAUDE_CODE_ENTRYPOINT",
        "CLAUDE_CODE_CHILD_SESSION",
        "CLAUDE_CODE_MESSAGING_SOCKET",
        "CLAUDE_CODE_MESSAGING_TOKEN",
        "CLAUDE_PROJECT_DIR",
        "CLAUDE_ENV_FILE",
        "CLAUDE_PLUGIN_ROOT",
        "CODEX_SANDBOX",
        "GEMINI_CLI",
        "GEMINI_PROJECT_DIR",
        "COPILOT_CLI",
        "COPILOT_PROJECT_DIR",
        "OPENCODE",
        "CURSOR_TRANSCRIPT_PATH",
        "AI_AGENT",
        "AGENT",
        "GIT_SWARM_SESSION",
        "GIT_SWARM_PID",
        "GIT_SWARM",
        "GIT_DIR",
        "GIT_INDEX_FILE",
        "GIT_WORK_TREE",
        "GIT_COMMON_DIR",
        "GIT_OBJECT_DIRECTORY",
        "GIT_PREFIX",
        "GIT_NAMESPACE",
    ];

    private static readonly string[] OfUsers =
    [
        "PATH",
        "HOME",
        "SSH_AUTH_SOCK",
        "GIT_AUTHOR_NAME",
        "GIT_CONFIG_GLOBAL",
        "GIT_SSH_COMMAND",
        "ANTHROPIC_API_KEY",
        "ANTHROPIC_BASE_URL",
        "OPENAI_API_KEY",
        "GEMINI_API_KEY",
        "GEMINI_MODEL",
        "GEMINI_CLI_HOME",
        "GOOGLE_CLOUD_PROJECT",
        "CODEX_HOME",
        "CLAUDE_CONFIG_DIR",
        "CLAUDE_CODE_OAUTH_TOKEN",
        "CLAUDE_CODE_USE_BEDROCK",
        "CLAUDE_CODE_USE_VERTEX",
        "COPILOT_PROVIDER_BASE_URL",
        "COPILOT_MODEL",
        "COPILOT_OFFLINE",
        "COPILOT_HOME",
        "COPILOT_ALLOW_ALL",
        "COPILOT_GITHUB_TOKEN",
        "OPENCODE_CONFIG",
        "AGENTS",
        "CLAUD",
    ];

    [Fact]
    public void What_tells_of_a_session_goes_and_what_configures_stays()
    {
        var all = OfSessions.Concat(OfUsers).ToDictionary(name => name, name => "value of " + name, StringComparer.Ordinal);

        var child = ChildEnvironment.Of(all);

        Assert.Equal(OfUsers.Order(StringComparer.Ordinal), child.Keys.Order(StringComparer.Ordinal));
        Assert.All(child, v => Assert.Equal("value of " + v.Key, v.Value));
    }

    /// <summary>Whatever the caller has: nothing of a session comes through, nothing is invented, what we set counts, and twice is once.</summary>
    [Fact]
    public void For_every_environment()
    {
        var word = Gen.Elements(
            "CLAUDE",
            "CODEX",
            "GEMINI",
            "COPILOT",
            "OPENCODE",
            "CURSOR",
            "GIT",
            "SWARM",
            "DIR",
            "X",
            "MY",
            "API",
            "ID"
        );
        var name = Gen.OneOf(
            Gen.Elements(OfSessions),
            Gen.Elements(OfUsers),
            Gen.ArrayOf(word).Where(w => w.Length is > 0 and < 5).Select(w => string.Join('_', w))
        );
        var environment = Gen.ListOf(name.Zip(Gen.Elements("", "1", "b c")));

        Prop.ForAll(
                environment.Zip(environment).ToArbitrary(),
                pair =>
                {
                    var (caller, own) = (Dictionary(pair.Item1), Dictionary(pair.Item2));
                    var child = ChildEnvironment.Of(caller, own);
                    foreach (var (key, value) in child)
                    {
                        Assert.Equal(own.TryGetValue(key, out var ours) ? ours : caller[key], value);
                        Assert.True(own.ContainsKey(key) || !OfSessions.Contains(key));
                    }
                    Assert.All(own.Keys, key => Assert.Contains(key, child.Keys));
                    // Whatever belongs to nobody, and whatever is listed as configuration, is there.
                    string[] clients = ["CLAUDE", "CODEX", "GEMINI", "COPILOT", "OPENCODE", "CURSOR_", "GIT_"];
                    Assert.All(
                        caller.Keys.Where(key =>
                            OfUsers.Contains(key)
                            || !(clients.Any(c => key.StartsWith(c, StringComparison.Ordinal)) || OfSessions.Contains(key))
                        ),
                        key => Assert.Contains(key, child.Keys)
                    );
                    Assert.Equal(child, ChildEnvironment.Of(child, own));
                }
            )
            .QuickCheckThrowOnFailure();
    }

    private static Dictionary<string, string> Dictionary(IEnumerable<(string Name, string Value)> variables)
    {
        var dictionary = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in variables)
        {
            dictionary[name] = value;
        }
        return dictionary;
    }
}
