using GitSwarm.Agents.Definitions;
using GitSwarm.Agents.Plans;
using Xunit;

namespace GitSwarm.Tests.Agents.Plans;

/// <summary>What agents remember from run to run.</summary>
public class MemoryTests
{
    [Fact]
    public void It_is_part_of_the_system_prompt_between_the_definitions_and_the_surroundings()
    {
        var text = Plan("memory: project", "/home/dev/app/.claude/agent-memory/helper", "- tests need docker").Prompt.SystemText()!;

        var (memory, surroundings) = (
            text.IndexOf("You have a memory", StringComparison.Ordinal),
            text.IndexOf("Your surroundings", StringComparison.Ordinal)
        );
        Assert.True(0 < memory && memory < surroundings, text);
        Assert.Contains("the directory /home/dev/app/.claude/agent-memory/helper.", text, StringComparison.Ordinal);
        Assert.Contains("- tests need docker", text, StringComparison.Ordinal);
    }

    [Fact]
    public void In_a_work_tree_of_its_own_what_is_committed_is_there()
    {
        var plan = Plan("memory: project\nisolation: worktree", "/home/dev/app/.claude/agent-memory/helper", null);
        var moved = plan.At(new PlannedWorktree("/home/dev/elsewhere", "agent-x"));

        Assert.Equal("/home/dev/elsewhere/.claude/agent-memory/helper", moved.Prompt.Memory!.DirectoryAt(moved.Prompt.Facts));
        Assert.Contains("It has no MEMORY.md yet.", moved.Prompt.SystemText(), StringComparison.Ordinal);
        Assert.Empty(moved.Prompt.Facts.Directories);
    }

    [Theory]
    [InlineData("memory: user", "/home/dev/.claude/agent-memory/helper", true)]
    [InlineData("memory: local", "/home/dev/app/.claude/agent-memory-local/helper", false)]
    [InlineData("memory: local\nisolation: worktree", "/home/dev/app/.claude/agent-memory-local/helper", true)]
    public void What_lies_outside_of_where_it_works_it_may_use_all_the_same(string fields, string directory, bool isOutside)
    {
        var facts = Plan(fields, directory, null).Prompt.Facts;

        Assert.Equal(isOutside ? [directory] : [], facts.Directories);
    }

    [Fact]
    public void Its_index_is_cut_at_a_line()
    {
        var lines = Enumerable.Range(1, 300).Select(i => $"line {i}").ToList();

        Assert.EndsWith(
            "\nline 200\n(cut: read the rest in MEMORY.md)",
            AgentMemory.Cut(string.Join("\r\n", lines)),
            StringComparison.Ordinal
        );
        Assert.Equal("a\nb", AgentMemory.Cut("a\nb"));
        var wide = AgentMemory.Cut(string.Join('\n', Enumerable.Repeat(new string('é', 1000), 20)));
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(wide), 22_000, AgentMemory.MostBytes + 50);
    }

    [Theory]
    [InlineData(MemoryScope.Project, "code-review_2", ".claude/agent-memory/code-review_2")]
    [InlineData(MemoryScope.Local, "../../etc", ".claude/agent-memory-local/------etc")]
    public void Its_place_is_named_after_the_agent(MemoryScope scope, string name, string place) =>
        Assert.Equal(place, AgentMemory.Place(scope, name));

    private static LaunchPlan Plan(string fields, string directory, string? index) =>
        Launches.Plan(
            fields,
            scene: s => s with { Memory = new AgentMemory(DefinitionWords.Of(s.Entry!.Definition!.Memory!.Value), directory, index) }
        );
}
