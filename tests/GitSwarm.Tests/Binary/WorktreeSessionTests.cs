using System.Globalization;
using System.Text.Json;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>Sessions in work trees that are moved, removed and renamed under them.</summary>
[Trait("Category", "Binary")]
public sealed class WorktreeSessionTests
{
    [GitTheory]
    public void Five_work_trees_are_shown_each_with_its_session_branch_and_changes(TestGit git, RepositoryFormat format)
    {
        using var cli = new Cli(git, format);
        var users = Enumerable.Range(1, 5).Select(n => cli.UserOn($"feat/b{n}")).ToList();
        foreach (var (user, n) in users.Select((u, i) => (u, i + 1)))
        {
            user.Do("join", "--task", $"task {n}");
            File.WriteAllText(Path.Combine(user.Directory, $"file-{n}.txt"), "");
            File.WriteAllText(Path.Combine(user.Directory, "README.md"), $"{n}\n");
        }

        var sessions = users[2].Sessions();

        Assert.Equal("b1 b2 b3 b4 b5", string.Join(' ', sessions.Keys.Order(StringComparer.Ordinal)));
        foreach (var (user, n) in users.Select((u, i) => (u, i + 1)))
        {
            var session = sessions[$"b{n}"];
            Assert.Equal($"feat/b{n}", session.Text("branch"));
            Assert.Equal(user.Directory, session.Text("worktree"));
            Assert.Equal($"task {n}", session.Text("task"));
            Assert.Equal("active", session.Text("state"));
            Assert.Equal(cli.Sandbox.Git(user.Directory, "rev-parse", "HEAD"), session.Text("head"));
            var touched = session.GetProperty("touched").EnumerateArray().Select(t => t.Text("path")).Order(StringComparer.Ordinal);
            Assert.Equal(["README.md", $"file-{n}.txt"], touched);
            Assert.All(session.GetProperty("touched").EnumerateArray(), t => Assert.InRange(AgeOf(t), -5, 120));
        }
        var overlap = Assert.Single(users[0].Json("status").GetProperty("overlaps").EnumerateArray());
        Assert.Equal("README.md", overlap.Text("path"));
        Assert.Equal(5, overlap.GetProperty("sessions").GetArrayLength());
        Assert.Contains("b4: task 4", users[0].Do("worktrees"), StringComparison.Ordinal);
    }

    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Reftable)]
    public void A_session_follows_its_work_tree_where_that_is_moved(TestGit git, RepositoryFormat format)
    {
        using var cli = new Cli(git, format);
        var ui = cli.UserOn("ui");
        ui.Do("join");
        var moved = cli.Sandbox.Path("elsewhere", "app.moved");
        Directory.CreateDirectory(cli.Sandbox.Path("elsewhere"));
        cli.Sandbox.Git(cli.Repository.Path, "worktree", "move", ui.Directory, moved);
        File.WriteAllText(Path.Combine(moved, "new.txt"), "");
        cli.Sandbox.Git(moved, "branch", "-m", "ui", "ui-renamed");

        var session = cli.Me.Sessions()["ui"];

        Assert.Equal(moved, session.Text("worktree"));
        Assert.Equal("ui-renamed", session.Text("branch"));
        Assert.Equal("new.txt", session.Texts("touched", "path"));
        ui.Directory = moved;
        Assert.Equal(session.Text("id"), ui.Json("focus", "still me").Text("id"));
        Assert.Equal("ui-renamed", cli.Me.Json("status", "--no-observe").GetProperty("sessions")[0].Text("branch"));
    }

    [Fact]
    public void A_session_whose_work_tree_was_removed_stays_until_its_process_ends()
    {
        using var cli = new Cli();
        var ui = cli.UserOn("ui");
        ui.Do("join", "--task", "half done");
        cli.Sandbox.Git(cli.Repository.Path, "worktree", "remove", ui.Directory);

        Assert.Equal("half done", cli.Me.Sessions()["ui"].Text("task"));
        Assert.Contains("(removed)", cli.Me.RunWith("GIT_SWARM_TTY", "120", "status").Output, StringComparison.Ordinal);
        Assert.True(cli.Me.Run("worktrees").Ok);

        ui.Die();
        Assert.Equal("", cli.Me.Names());
    }

    [Fact]
    public void A_work_tree_that_vanished_without_gits_knowledge_spoils_nothing()
    {
        using var cli = new Cli();
        var ui = cli.UserOn("ui");
        ui.Do("join");
        Directory.Delete(ui.Directory, recursive: true);

        Assert.Equal("ui", cli.Me.Names());
        Assert.Contains("(removed)", cli.Do("worktrees"), StringComparison.Ordinal);
        cli.Do("join", "--name", "main");
        Assert.Equal("main ui", cli.Me.Names());
        Assert.Equal(0, cli.Run("gc").ExitCode);
    }

    [Fact]
    public void A_work_tree_added_again_under_its_old_id_is_not_the_old_session()
    {
        using var cli = new Cli();
        var old = cli.UserOn("ui");
        old.Do("join", "--name", "old");
        old.Die();
        cli.Sandbox.Git(cli.Repository.Path, "worktree", "remove", old.Directory);
        cli.Sandbox.Git(cli.Repository.Path, "worktree", "add", "--quiet", old.Directory, "ui");

        var fresh = cli.User(old.Directory);
        fresh.Do("focus", "anew");

        Assert.Equal("ui", cli.Me.Names());
    }

    private static double AgeOf(JsonElement touched) =>
        (DateTimeOffset.UtcNow - DateTimeOffset.Parse(touched.Text("at"), CultureInfo.InvariantCulture)).TotalSeconds;
}
