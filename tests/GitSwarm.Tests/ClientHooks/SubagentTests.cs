using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.ClientHooks;

using Cli = GitSwarm.Tests.Binary.Cli;

/// <summary>Subagents share their parent's id, process and directory, and are somebody all the same.</summary>
[Trait("Category", "Binary")]
public sealed class SubagentTests
{
    private const string Explorer = """{"agent_id":"a25e1209de56cc1ce","agent_type":"Explore"}""";

    [Fact]
    public void It_is_told_what_concerns_it_and_who_it_is()
    {
        using var pair = new Pair();

        var said = Agent.Context(pair.Two.Send("SubagentStart", Explorer));

        Assert.Contains("- one (claude, branch feat/one) is at work here", said);
        Assert.DoesNotContain("- two ", said);
        var name = $"{pair.Two.Session}/a25e1209de56cc1ce";
        Assert.Contains($"--as {name} ", said);
        pair.Two.User.Do("--as", name, "focus", "looking around");
        var known = pair.One.User.Sessions()["Explore"];
        Assert.Equal("looking around", known.GetProperty("task").GetString());
        Assert.Equal(pair.Two.Session, known.GetProperty("parent").GetString());
    }

    [Fact]
    public void It_and_its_parent_do_not_warn_each_other_but_others_do()
    {
        using var pair = new Pair();
        pair.Two.Send("SubagentStart", Explorer);
        pair.One.Edit("src/app.js", "// one\n");
        pair.Two.Edit("src/two.js", "// two\n");

        Assert.Empty(Agent.Context(pair.Two.Send("PreToolUse", Agent.Merge(pair.Two.Call("src/two.js", "Edit"), Explorer))));
        Assert.Contains(
            "src/app.js: one",
            Agent.Context(pair.Two.Send("PreToolUse", Agent.Merge(pair.Two.Call("src/app.js", "Edit"), Explorer)))
        );
        // What the subagent was told, its parent was not.
        Assert.Contains("src/app.js: one", pair.Two.Warned("src/app.js"));
    }

    [Fact]
    public void What_it_changed_is_its_parents_once_it_is_done()
    {
        using var pair = new Pair();
        pair.Two.Send("SubagentStart", Explorer);
        pair.Two.Send("PreToolUse", Agent.Merge(pair.Two.Call("src/app.js", "Edit"), Explorer));
        pair.Two.Send("PostToolUse", Agent.Merge(pair.Two.Call("src/app.js", "Edit"), Explorer));
        Assert.Contains("src/app.js: Explore (claude", pair.One.Warned("src/app.js"));

        pair.Two.Send("SubagentStop", Explorer);

        Assert.Equal("one two", pair.One.User.Names());
        Assert.Contains("src/app.js: two (claude", pair.One.Warned("src/app.js"));
    }

    [Fact]
    public void The_end_of_one_that_never_began_is_passed_over()
    {
        using var pair = new Pair();

        Assert.Null(pair.Two.Send("SubagentStop", """{"agent_id":"a99","agent_type":""}"""));
        Assert.Null(pair.Two.Send("SubagentStop", """{"agent_id":"a99","agent_type":"Plan"}"""));

        Assert.Equal("one two", pair.One.User.Names("--all"));
    }

    [Fact]
    public void It_hears_notes_of_its_own()
    {
        using var pair = new Pair();
        pair.Two.Send("SubagentStart", Explorer);
        pair.One.User.Do("--as", "one", "note", "for all");

        Assert.Contains("| for all", Agent.Context(pair.Two.Send("PostToolBatch", Explorer)));
        Assert.Contains("| for all", pair.Two.Batch());
        Assert.Null(pair.Two.Send("PostToolBatch", Explorer));
    }
}
