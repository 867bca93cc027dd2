using System.Text.RegularExpressions;
using GitSwarm.Agents.Definitions;
using GitSwarm.Agents.Runners;
using Xunit;

namespace GitSwarm.Tests.Agents.Runners;

/// <summary>The tables of docs/agents.md say what runners do.</summary>
public partial class RunnerDocumentTests
{
    // git-swarm sees to these, whoever plays the agent.
    private static readonly string[] Own = ["name", "description", "requiredMcpServers", "background", "isolation", "runner", "color"];

    private static readonly string[] OtherNames = ["omitClaudeMd", "criticalSystemReminder_EXPERIMENTAL"];

    [Fact]
    public void Every_field_has_a_row_with_what_each_runner_makes_of_it()
    {
        var (runners, rows) = Table("field", "claude");
        var fields = FieldNames.InFiles.Append(FieldNames.Prompt).Except(Own).Except(OtherNames);

        Assert.Equal(AgentRunners.All.Select(r => r.Name), runners);
        Assert.Equal(fields.Order(StringComparer.Ordinal), rows.Select(r => r[0].Trim('`')).Order(StringComparer.Ordinal));
        foreach (var row in rows)
        {
            Assert.Equal(AgentRunners.All.Select(r => r.Support.GetValueOrDefault(row[0].Trim('`'), "-")), row.Skip(1));
        }
    }

    [Fact]
    public void Every_mode_becomes_what_its_row_says()
    {
        var (runners, rows) = Table("mode", "claude");
        var modes = rows.SelectMany(row => Quoted(row[0]).Select(mode => (Mode: mode, Cells: row.Skip(1).ToArray()))).ToList();

        Assert.Equal(
            Enum.GetValues<PermissionMode>().Select(DefinitionWords.Of).Order(StringComparer.Ordinal),
            modes.Select(m => m.Mode).Order(StringComparer.Ordinal)
        );
        foreach (var (mode, cells) in modes)
        {
            foreach (var (name, cell) in runners.Zip(cells))
            {
                var command = AgentRunners.Named(name)!.Command(RunnerPlans.Plain(mode));
                var said = $" {string.Join(' ', command.Arguments)} {string.Join(' ', command.Environment.Values)} ";
                Assert.All(Quoted(cell), part => Assert.Contains(part, said));
                Assert.True(Quoted(cell).Any() || cell == "no option", cell);
            }
        }
    }

    private static IEnumerable<string> Quoted(string cell) => InQuotes().Matches(cell).Select(m => m.Groups["text"].Value);

    private static (string[] Runners, List<string[]> Rows) Table(string first, string second)
    {
        var lines = File.ReadAllLines(Path.Combine(Root.Path, "docs", "agents.md"));
        var start = Array.FindIndex(lines, l => l.StartsWith($"| {first} | {second} |", StringComparison.Ordinal));
        Assert.True(start >= 0, $"docs/agents.md has no table of {first}");
        return (Cells(lines[start])[1..], [.. lines.Skip(start + 2).TakeWhile(l => l.StartsWith('|')).Select(Cells)]);
    }

    private static string[] Cells(string line) => [.. line.Trim().Trim('|').Split('|').Select(c => c.Trim())];

    [GeneratedRegex("`(?<text>[^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex InQuotes();
}
