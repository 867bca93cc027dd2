using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>What agents are given of what they remember.</summary>
[Trait("Category", "Binary")]
public sealed class AgentMemoryTests
{
    private const string Line = "command:cat";

    [Theory]
    [InlineData("user", "home/.claude/agent-memory/keeper")]
    [InlineData("project", "app/.claude/agent-memory/keeper")]
    [InlineData("local", "app/.claude/agent-memory-local/keeper")]
    public void Each_scope_has_a_place(string scope, string place)
    {
        using var cli = Keeper(scope);
        var directory = cli.Sandbox.Path(place.Split('/'));
        Directory.CreateDirectory(directory);
        File.WriteAllText(Path.Combine(directory, "MEMORY.md"), "- tests need docker\n");

        var told = cli.Me.Do("spawn", "keeper", "--runner", Line, "-p", "x");

        Assert.Contains($"the directory {directory}.", told, StringComparison.Ordinal);
        Assert.Contains("- tests need docker", told, StringComparison.Ordinal);
    }

    [Fact]
    public void One_outside_of_the_repository_is_made_when_the_agent_is_launched()
    {
        using var cli = Keeper("user");
        var directory = cli.Sandbox.Path("home", ".claude", "agent-memory", "keeper");

        cli.Me.Do("spawn", "keeper", "--runner", Line, "-p", "x", "--dry-run");
        Assert.False(Directory.Exists(directory));
        Assert.Contains("It has no MEMORY.md yet", cli.Me.Do("spawn", "keeper", "--runner", Line, "-p", "x"), StringComparison.Ordinal);
        Assert.True(Directory.Exists(directory));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_link_in_the_repository_is_not_followed_out_of_it(bool isFile)
    {
        using var cli = Keeper("project");
        var secret = Directory.CreateDirectory(cli.Sandbox.Path("home", "secret")).FullName;
        File.WriteAllText(Path.Combine(secret, "MEMORY.md"), "s3cret");
        var place = Path.Combine(cli.Repository.Path, ".claude", "agent-memory");
        if (isFile)
        {
            Directory.CreateDirectory(Path.Combine(place, "keeper"));
            File.CreateSymbolicLink(Path.Combine(place, "keeper", "MEMORY.md"), Path.Combine(secret, "MEMORY.md"));
        }
        else
        {
            Directory.CreateDirectory(place);
            Directory.CreateSymbolicLink(Path.Combine(place, "keeper"), secret);
        }

        Assert.DoesNotContain("s3cret", cli.Me.Do("spawn", "keeper", "--runner", Line, "-p", "x"), StringComparison.Ordinal);
    }

    private static Cli Keeper(string scope)
    {
        var cli = new Cli();
        cli.Me.Write(".claude/agents/keeper.md", $"---\nname: keeper\ndescription: Keeps things\nmemory: {scope}\n---\nKeep.\n");
        return cli;
    }
}
