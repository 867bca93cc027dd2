using GitSwarm.TestKit;
using GitSwarm.Tests.Binary;
using Xunit;

namespace GitSwarm.Tests.ClientHooks;

using Cli = GitSwarm.Tests.Binary.Cli;

/// <summary>From the first start to the last end, through everything a client does to its ids.</summary>
[Trait("Category", "Binary")]
public sealed class LifeTests
{
    [Fact]
    public void A_cleared_session_stays_who_it_is()
    {
        using var pair = new Pair();
        pair.Two.Edit("src/app.js", "// two\n");
        pair.One.User.Do("--as", "one", "send", "two", "before it was cleared");
        pair.Two.Send("SessionEnd", """{"reason":"clear"}""");
        pair.Two.Session = "9999eeee";

        var said = pair.Two.Start("clear");

        Assert.Contains("| before it was cleared", said);
        // The model has forgotten who is here.
        Assert.Contains("- one (claude, branch feat/one) is at work here", said);
        Assert.Equal("one two", pair.One.User.Names("--all"));
        Assert.Contains("src/app.js", pair.One.User.Do("claims"));
        Assert.Empty(pair.Two.Edit("src/app.js", "// two again\n"));
        pair.One.User.Do("--as", "one", "send", "two", "after it");
        Assert.Contains("| after it", pair.Two.Stop());
    }

    [Fact]
    public void Variables_of_the_shell_name_the_session_whatever_its_client_calls_it_now()
    {
        using var pair = new Pair();
        pair.Two.Session = "9999eeee";
        var file = pair.Cli.Sandbox.Path("env.sh");
        pair.Two.User.Variables["CLAUDE_ENV_FILE"] = file;
        pair.Two.Start("clear");

        Assert.Equal("export GIT_SWARM_SESSION='2222bbbb-0000-4000-8000-000000000002'\n", File.ReadAllText(file));
        pair.Two.User.Variables["CLAUDE_CODE_SESSION_ID"] = "9999eeee";
        pair.Two.User.Do("focus", "what comes next");
        Assert.Equal("what comes next", pair.One.User.Sessions()["two"].GetProperty("task").GetString());
    }

    [Fact]
    public void A_file_for_variables_that_cannot_be_written_hides_nothing()
    {
        using var pair = new Pair();
        var three = new Agent(pair.Cli.UserOn("feat/three"), "3333cccc");
        three.User.Variables["CLAUDE_ENV_FILE"] = pair.Cli.Sandbox.Path("no", "such", "directory");

        Assert.Contains("- one (claude, branch feat/one) is at work here", three.Start());
    }

    [Fact]
    public void A_fork_in_a_process_of_its_own_is_another_session()
    {
        using var pair = new Pair();
        var fork = new Agent(pair.Cli.User(pair.Two.Directory), "9999eeee");
        fork.Start("fork");

        Assert.Equal("one two two-2", pair.One.User.Names());
    }

    [Fact]
    public void A_resumed_session_is_the_one_it_was()
    {
        using var pair = new Pair();
        pair.Two.User.Do("--as", "two", "focus", "the table");
        pair.Two.Send("SessionEnd", """{"reason":"other"}""");
        Assert.Equal("one", pair.One.User.Names());
        var resumed = new Agent(pair.Cli.User(pair.Two.Directory), pair.Two.Session);
        resumed.Start("resume");

        Assert.Equal("the table", pair.One.User.Sessions()["two"].GetProperty("task").GetString());
    }

    [Fact]
    public void After_compaction_the_model_is_told_again_who_is_here()
    {
        using var pair = new Pair();

        Assert.Contains("- one (claude, branch feat/one) is at work here", pair.Two.Start("compact"));
        Assert.Empty(pair.Two.Batch());
    }

    [Fact]
    public void Who_is_killed_is_missed_by_the_others()
    {
        using var pair = new Pair();
        pair.Two.Edit("src/app.js", "// two\n");
        pair.Two.User.Die();

        Assert.Contains("- two (claude, branch feat/two) has left", pair.One.Batch());
        Assert.Empty(pair.One.Warned("src/app.js"));
    }

    [Fact]
    public void Hooks_that_come_while_a_session_is_at_work_start_it()
    {
        using var pair = new Pair();
        var late = new Agent(pair.Cli.UserOn("feat/late"), "3333cccc");

        late.Edit("src/late.js", "// late\n");

        Assert.Contains("late", pair.One.User.Names());
    }

    [Fact]
    public void A_session_is_where_its_directory_is()
    {
        using var pair = new Pair();
        pair.Two.Send("CwdChanged", $$"""{"old_cwd":"{{pair.Two.Directory}}","new_cwd":"{{pair.Cli.Repository.Path}}/src"}""");

        Assert.Equal("main", pair.One.User.Sessions()["two"].GetProperty("branch").GetString());
    }

    [Fact]
    public void A_directory_that_is_gone_is_looked_for_in_the_project()
    {
        using var pair = new Pair();
        pair.Two.User.Variables["CLAUDE_PROJECT_DIR"] = pair.Two.Directory;
        pair.Two.Directory = pair.Cli.Sandbox.Path("gone");
        pair.One.User.Do("--as", "one", "note", "still heard");

        Assert.Contains("| still heard", pair.Two.Batch());
    }

    [Fact]
    public void What_git_left_in_the_environment_does_not_lead_elsewhere()
    {
        using var pair = new Pair();
        using var other = new Cli(init: false);
        pair.Two.User.Variables["GIT_DIR"] = other.GitDir;
        pair.Two.User.Variables["GIT_WORK_TREE"] = other.Repository.Path;
        pair.One.User.Do("--as", "one", "note", "still heard");

        Assert.Contains("| still heard", pair.Two.Batch());
    }
}
