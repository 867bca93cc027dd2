using System.Text.Json;
using System.Text.RegularExpressions;
using GitSwarm.Cli;
using GitSwarm.Clients.Claude;
using GitSwarm.Tests.Guards;
using Xunit;

namespace GitSwarm.Tests.Plugin;

/// <summary>The plugin for Claude Code agrees with the program.</summary>
public partial class PluginFilesTests
{
    private static readonly JsonElement Hooks = PluginFiles.Json($"{PluginFiles.Folder}/hooks/hooks.json");

    public static TheoryData<string> Commands { get; } =
    [.. PluginFiles.Lessons.Where(path => path.Contains("/commands/", StringComparison.Ordinal))];

    [Fact]
    public void Its_hooks_are_for_the_events_the_program_answers() =>
        Assert.Equal(
            new SortedDictionary<string, string>(PluginFiles.Events.ToDictionary(), StringComparer.Ordinal),
            PluginFiles.Matchers(Hooks)
        );

    [Fact]
    public void Every_event_means_something_to_the_program()
    {
        // Of failed tools there is a sample of a command alone, which means nothing here.
        const string FailedEdit =
            """{"session_id":"x","cwd":"/","hook_event_name":"PostToolUseFailure","tool_name":"Edit","tool_input":{"file_path":"/a"}}""";
        var samples = File.ReadLines(Documents.PathOf("tests/fixtures/clients/claude-code-2.1.329.stdin.jsonl"))
            .Append(FailedEdit)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToLookup(e => e.GetProperty("hook_event_name").GetString()!, StringComparer.Ordinal);
        var protocol = new ClaudeProtocol();

        Assert.All(PluginFiles.Events.Keys, name => Assert.Contains(samples[name], sample => protocol.Read(sample) is not null));
    }

    [Fact]
    public void Every_hook_starts_the_program_without_a_shell() =>
        Assert.All(
            Hooks.GetProperty("hooks").EnumerateObject(),
            e =>
                Assert.Equal(
                    """{"type":"command","command":"git-swarm","args":["hook","claude"],"timeout":10}""",
                    JsonSerializer.Serialize(PluginFiles.Only(PluginFiles.Only(e.Value).GetProperty("hooks")))
                )
        );

    [Fact]
    public void Its_version_and_license_are_the_programs()
    {
        var plugin = PluginFiles.Json($"{PluginFiles.Folder}/.claude-plugin/plugin.json");

        Assert.Equal(App.Version, plugin.GetProperty("version").GetString());
        Assert.StartsWith(plugin.GetProperty("license").GetString()!, Documents.Read("LICENSE"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_marketplace_leads_to_it()
    {
        var entry = PluginFiles.Only(PluginFiles.Json(".claude-plugin/marketplace.json").GetProperty("plugins"));

        Assert.Equal("./" + PluginFiles.Folder, entry.GetProperty("source").GetString());
        Assert.Equal(
            PluginFiles.Json($"{PluginFiles.Folder}/.claude-plugin/plugin.json").GetProperty("name").GetString(),
            entry.GetProperty("name").GetString()
        );
    }

    [Fact]
    public void The_skill_is_short() => Assert.InRange(Documents.Read(PluginFiles.Lessons.First()).Split('\n').Length, 20, 80);

    /// <summary>What a user types goes to the model as text: never into a line a shell runs, nor into one it is told to run as it stands.</summary>
    [Theory]
    [MemberData(nameof(Commands))]
    public void No_slash_command_puts_what_the_user_types_into_a_shell(string path)
    {
        var lines = Documents.Read(path).Split('\n');

        Assert.All(lines.Where(l => l.Contains('$', StringComparison.Ordinal)), l => Assert.Equal("$ARGUMENTS", l));
        Assert.All(ShellLine().Matches(string.Join('\n', lines)), m => Assert.DoesNotContain('$', m.Value));
        Assert.Contains("disable-model-invocation: true", lines);
    }

    /// <summary>Slash commands may run what they are for without asking, and nothing else.</summary>
    [Theory]
    [MemberData(nameof(Commands))]
    public void A_slash_command_allows_only_commands_it_names(string path)
    {
        var text = Documents.Read(path);
        var allowed = Allowed().Match(text).Groups["rules"].Value.Split(", ");

        Assert.All(
            allowed,
            rule =>
            {
                var verb = Rule().Match(rule).Groups["verb"].Value;
                Assert.Contains(verb, CommandLine.Verbs.Keys);
                Assert.Contains($"git swarm {verb}", text.Replace(rule, "", StringComparison.Ordinal), StringComparison.Ordinal);
            }
        );
    }

    [GeneratedRegex(@"^!`[^`]*`|^```!.*?^```", RegexOptions.Multiline | RegexOptions.Singleline, 1000)]
    private static partial Regex ShellLine();

    [GeneratedRegex(@"^allowed-tools: (?<rules>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Allowed();

    [GeneratedRegex(@"^Bash\(git swarm (?<verb>[a-z]+):\*\)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rule();
}
