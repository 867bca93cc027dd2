using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Costs;

using Cli = GitSwarm.Tests.Binary.Cli;

/// <summary>How many gits a command starts: the part of its price that no machine makes cheaper.</summary>
[Trait("Category", "Binary")]
public class GitCallTests
{
    private const string Zero = "0000000000000000000000000000000000000000";

    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Reftable)]
    public void Status_that_believes_the_records_takes_one(TestGit git, RepositoryFormat format)
    {
        using var cli = Standing(git, format);
        cli.Do("join");

        // Where refs are in tables, only git can tell the branch that is checked out, and whether there are notes or mail.
        Assert.Equal(format == RepositoryFormat.Reftable ? 3 : 1, Calls(cli, "status", "--json", "--no-observe").Count);
    }

    [Fact]
    public void Status_takes_one_for_the_records_and_one_for_all_work_trees_and_one_for_each_where_something_is_staged()
    {
        using var cli = Standing();
        var one = cli.UserOn("feat/one");
        var two = cli.UserOn("feat/two");
        cli.Do("join");
        File.WriteAllText(Path.Combine(one.Directory, "new.txt"), "new");
        cli.Repository.Settle(cli.Repository.Path, one.Directory, two.Directory);

        Assert.Equal(1 + 1, Calls(cli, "status").Count);
        cli.Sandbox.Git(one.Directory, "add", "new.txt");
        Assert.Equal(1 + 1 + 1, Calls(cli, "status").Count);
        cli.Sandbox.Git(cli.Repository.Path, "rm", "--quiet", "README.md");
        cli.Sandbox.Git(two.Directory, "rm", "--quiet", "README.md");
        Assert.Equal(1 + 3, Calls(cli, "status").Count);
    }

    [Fact]
    public void Status_takes_no_more_where_somebody_overlaps_and_it_is_known_what_comes_of_it()
    {
        using var cli = Standing();
        var users = new[] { cli.UserOn("feat/one"), cli.UserOn("feat/two") };
        foreach (var user in users)
        {
            user.Do("join");
            File.WriteAllText(Path.Combine(user.Directory, "README.md"), user.Directory);
        }
        cli.Repository.Settle([cli.Repository.Path, .. users.Select(u => u.Directory)]);
        cli.Do("conflicts");

        Assert.Equal(1 + 1, Calls(cli, "status", "--json").Count);
        Assert.Contains("\"kind\":\"conflict\"", cli.Do("status", "--json"), StringComparison.Ordinal);
    }

    [Fact]
    public void Touch_takes_one_to_find_nothing_new_and_six_to_record_and_claim_a_file()
    {
        using var cli = Standing();
        cli.Do("touch", "src/app.js");

        Assert.Single(Calls(cli, "touch", "src/app.js"));
        // Read the records and the config, write the blobs, move the refs, and read the claims again before that counts.
        Assert.Equal(6, Calls(cli, "touch", "src/login.js").Count);
    }

    [Theory]
    [InlineData("note", "text")]
    [InlineData("send", "bob", "text")]
    public void Writing_to_others_takes_three_and_one_more_where_the_session_is_known_by_its_process(params string[] command)
    {
        using var cli = Standing();
        var bob = cli.User(cli.Repository.Path);
        bob.Do("join", "--name", "bob");
        cli.Do("join", "--name", "me");
        cli.Do(command);

        // Read the records, read the segment, write its blob, move its ref.
        Assert.Equal(4, Calls(cli, command).Count);
        cli.Me.Variables["GIT_SWARM_SESSION"] = "mine";
        cli.Do(command);
        Assert.Equal(3, Calls(cli, command).Count);
    }

    [Fact]
    public void An_inbox_with_nothing_new_takes_two_whatever_was_read_before()
    {
        using var cli = Standing();
        var bob = cli.User(cli.Repository.Path);
        bob.Do("join", "--name", "bob");
        cli.Do("join", "--name", "me");
        bob.Do("send", "me", "one");
        cli.Do("inbox");

        Assert.Equal(2, Calls(cli, "inbox").Count);
    }

    [Fact]
    public void A_team_takes_none_more_to_look_at_who_is_here_and_what_waits_in_it()
    {
        using var cli = Standing();
        var bob = cli.User(cli.Repository.Path);
        bob.Variables["GIT_SWARM_NOW"] = cli.Me.Variables["GIT_SWARM_NOW"];
        bob.Do("join", "--name", "bob");
        cli.Do("join", "--name", "me");
        bob.Do("send", "me", "one");
        cli.Do("inbox");
        string[][] looks =
        [
            ["status", "--no-observe"],
            ["inbox"],
            ["statusline"],
            ["hook", "git", "pre-commit"],
        ];
        var before = looks.Select(l => Calls(cli, l).Count).ToList();

        bob.Do("team", "create", "web");
        cli.Do("join", "--team", "web", "--subscribe", "build");
        bob.Do("send", "team:web", "two");
        bob.Do("send", "#build", "three");
        cli.Do("inbox");

        Assert.Equal(before, looks.Select(l => Calls(cli, l).Count));
    }

    [Fact]
    public void A_hook_takes_none_where_nobody_opted_in()
    {
        using var cli = new Cli(init: false);

        Assert.Empty(Calls(cli, "hook", "git", "pre-commit"));
        Assert.Empty(Calls(cli, "hook", "git", "post-checkout", Zero, Zero, "1"));
    }

    [Fact]
    public void The_version_takes_none()
    {
        using var cli = new Cli(init: false);

        Assert.Empty(Calls(cli, "--version"));
    }

    /// <summary>A repository in which the clock stands, or a tick of five minutes could pass and be written.</summary>
    private static Cli Standing(TestGit? git = null, RepositoryFormat format = RepositoryFormat.Files)
    {
        var cli = new Cli(git, format);
        cli.Me.Variables["GIT_SWARM_NOW"] = "2026-01-05T09:00:00Z";
        return cli;
    }

    /// <summary>The gits that one run starts.</summary>
    private static IReadOnlyList<string> Calls(Cli cli, params string[] arguments)
    {
        var shim = new FaultGit(cli.Sandbox, FaultMode.None, 1);
        var finished = cli.Me.RunWith(shim.Variables, arguments);
        Assert.True(finished.Ok, finished.Error);
        return shim.Calls;
    }
}
