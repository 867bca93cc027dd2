using System.Text.RegularExpressions;
using GitSwarm.Git;
using Xunit;

namespace GitSwarm.Tests.Guards;

public partial class LayerGuards
{
    /// <summary>Where processes may be started, and why there.</summary>
    private static readonly Dictionary<string, string> Starters = new(StringComparer.Ordinal)
    {
        ["src/GitSwarm.Core/Git/"] = "git itself",
        ["src/GitSwarm.Core/Sessions/Processes/"] = "asks the system who is alive (ps, where there is no /proc)",
        ["src/GitSwarm.Core/Agents/Commands/UserCommand.cs"] = "runs commands from the user's config, within a time limit",
        ["src/GitSwarm.Core/Agents/Runs/RunnerProcess.cs"] = "starts what plays an agent",
        ["src/GitSwarm.Core/Agents/Runs/TerminalProcess.cs"] = "starts what plays an agent, where a person sees it",
        ["src/GitSwarm/Commands/Spawn/SupervisorProcess.cs"] = "starts the supervisor of a run",
        ["src/GitSwarm.Core/Teams/Panes/"] = "opens panes in a terminal: tmux, it2, wt.exe",
        ["src/GitSwarm.Core/Agents/Servers/StdioLink.cs"] = "asks a server that an agent requires, within a time limit",
        ["src/GitSwarm/Cli/BackgroundProcess.cs"] = "goes on with work after the command has answered",
        ["src/GitSwarm/Commands/Statusline/"] = "runs the status line the user had before beside ours",
        ["src/GitSwarm/Demo/"] = "plays several sessions, each a process of its own",
    };

    [Fact]
    public void The_library_does_not_know_the_command_line()
    {
        var references = typeof(RefName).Assembly.GetReferencedAssemblies().Select(name => name.Name);

        Assert.DoesNotContain("System.CommandLine", references);
        Assert.DoesNotContain("git-swarm", references);
        Assert.DoesNotContain("System.CommandLine", TrackedFiles.Read("src/GitSwarm.Core/GitSwarm.Core.csproj"), StringComparison.Ordinal);
    }

    [Fact]
    public void Processes_are_started_in_few_places()
    {
        var elsewhere =
            from path in TrackedFiles.All
            where path.StartsWith("src/", StringComparison.Ordinal) && path.EndsWith(".cs", StringComparison.Ordinal)
            where !Starters.Keys.Any(place => path.StartsWith(place, StringComparison.Ordinal))
            from line in TrackedFiles.ReadLines(path).Select((text, index) => (Text: text, Number: index + 1))
            where Start().IsMatch(line.Text)
            select $"{path}:{line.Number} starts a process; go through Git/ or Sessions/Processes/";

        Assert.Equal("", string.Join('\n', elsewhere));
    }

    [Fact]
    public void Hooks_and_status_lines_know_neither_YAML_nor_who_reads_it()
    {
        string[] fast = ["src/GitSwarm/Commands/ClientHooks/", "src/GitSwarm/Commands/Hooks/", "src/GitSwarm/Commands/Status"];
        var sources = TrackedFiles.All.Where(path =>
            path.StartsWith("src/", StringComparison.Ordinal) && path.EndsWith(".cs", StringComparison.Ordinal)
        );

        var wrong = sources.Where(path =>
            TrackedFiles.Read(path).Contains("using YamlDotNet", StringComparison.Ordinal)
                ? !path.StartsWith("src/GitSwarm.Core/Agents/Definitions/", StringComparison.Ordinal)
                : fast.Any(f => path.StartsWith(f, StringComparison.Ordinal))
                    && TrackedFiles.Read(path).Contains("GitSwarm.Agents.Definitions", StringComparison.Ordinal)
        );

        Assert.Equal("", string.Join('\n', wrong));
    }

    [Theory]
    [InlineData("using var p = Process.Start(start);", true)]
    [InlineData("var start = new ProcessStartInfo(program)", true)]
    [InlineData("ProcessStartInfo start = new(program);", true)]
    [InlineData("var id = Environment.ProcessId;", false)]
    public void The_pattern_finds_starts(string line, bool found) => Assert.Equal(found, Start().IsMatch(line));

    [GeneratedRegex(@"\bProcess\.Start\b|\bProcessStartInfo\b", RegexOptions.None, 1000)]
    private static partial Regex Start();
}
