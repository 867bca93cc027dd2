using System.Globalization;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>How sessions start, end and are forgotten.</summary>
[Trait("Category", "Binary")]
public sealed class SessionLifeTests : IDisposable
{
    private readonly Cli cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public void A_killed_session_is_gone_from_the_next_status()
    {
        var ui = cli.UserOn("ui");
        var pid = Processes.StartSleeper();
        ui.Do("join", "--pid", pid.ToString(CultureInfo.InvariantCulture));
        Assert.Equal("ui", cli.Me.Names());

        Processes.Kill(pid);

        Assert.Equal("", cli.Me.Names());
        Assert.Equal("gone", cli.Me.Sessions("--all")["ui"].Text("state"));
        var before = GitDirListing.Of(cli.GitDir);
        Assert.Contains("would have ended 1 dead session", cli.Do("gc", "--dry-run"), StringComparison.Ordinal);
        Assert.Equal(before, GitDirListing.Of(cli.GitDir));
        Assert.Contains("ended 1 dead session", cli.Do("gc"), StringComparison.Ordinal);
        Assert.Contains("ended 0 dead sessions", cli.Do("gc"), StringComparison.Ordinal);
        Assert.Equal("gone", cli.Me.Sessions("--all")["ui"].Text("state"));
    }

    [Fact]
    public void A_session_that_left_is_listed_only_with_all_and_forgotten_past_retention()
    {
        cli.Do("join", "--name", "early");
        cli.Do("leave");

        Assert.Equal("", cli.Me.Names());
        Assert.Equal("early", cli.Me.Names("--all"));
        cli.Me.Variables["GIT_SWARM_NOW"] = In(TimeSpan.FromDays(13));
        Assert.Contains("forgot 0", cli.Do("gc"), StringComparison.Ordinal);
        cli.Me.Variables["GIT_SWARM_NOW"] = In(TimeSpan.FromDays(15));
        Assert.Contains("forgot 1", cli.Do("gc"), StringComparison.Ordinal);
        Assert.Equal("", cli.Me.Names("--all"));
        Assert.Equal("", cli.Sandbox.Git(cli.Repository.Path, "for-each-ref", "refs/swarm/sessions", "refs/swarm/processes"));
    }

    [Fact]
    public void Retention_is_what_the_config_says()
    {
        cli.Do("join");
        cli.Do("leave");
        cli.Sandbox.Git(cli.Repository.Path, "config", "swarm.retention", "2d");
        cli.Me.Variables["GIT_SWARM_NOW"] = In(TimeSpan.FromDays(3));

        Assert.Contains("forgot 1", cli.Do("gc"), StringComparison.Ordinal);

        cli.Sandbox.Git(cli.Repository.Path, "config", "swarm.retention", "soon");
        var refused = cli.Run("gc");
        Assert.Equal(128, refused.ExitCode);
        Assert.Contains("soon", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_resumed_under_its_id_starts_anew()
    {
        cli.Me.Variables["GIT_SWARM_SESSION"] = "resumed-1";
        cli.Do("join", "--name", "night", "--task", "the cellar");
        var first = Record("resumed-1");
        cli.Do("leave");
        Assert.Equal("", cli.Me.Names());

        cli.Me.Variables["GIT_SWARM_NOW"] = In(TimeSpan.FromHours(1));
        var again = cli.Me.Json("join");

        Assert.Equal("resumed-1", again.Text("id"));
        Assert.Equal("night", again.Text("name"));
        Assert.Equal("the cellar", again.Text("task"));
        Assert.Null(again.GetProperty("ended_at").GetString());
        Assert.Equal("night", cli.Me.Names());
        Assert.NotEqual(first, Record("resumed-1"));
    }

    [Fact]
    public void Two_sessions_in_one_work_tree_are_two()
    {
        var other = cli.User(cli.Repository.Path);
        cli.Do("join");
        other.Do("join");

        Assert.Equal("main main-2", cli.Me.Names());
        cli.Do("focus", "mine");
        other.Do("focus", "theirs");
        Assert.Equal("mine", other.Sessions()["main"].Text("task"));
        Assert.Equal("theirs", cli.Me.Sessions()["main-2"].Text("task"));
        Assert.Equal(other.Sessions()["main-2"].Text("id"), other.Json("status").Text("me"));

        other.Do("leave");
        Assert.Equal("main", cli.Me.Names());
    }

    [Fact]
    public void What_somebody_recorded_in_a_shared_work_tree_is_not_the_others_change()
    {
        var other = cli.User(cli.Repository.Path);
        cli.Do("join", "--name", "a");
        other.Do("join", "--name", "b");
        cli.Repository.Write("README.md", "changed\n");
        other.Do("touch", "README.md");

        var sessions = cli.Me.Sessions();

        Assert.Equal("", sessions["a"].Texts("touched", "path"));
        Assert.Equal("README.md", sessions["b"].Texts("touched", "path"));
        Assert.Equal(0, cli.Run("status", "--exit-code").ExitCode);
    }

    [Fact]
    public void Names_stay_unique_when_eight_join_at_the_same_moment()
    {
        var users = Enumerable.Range(1, 8).Select(_ => cli.User(cli.Repository.Path)).ToList();

        Parallel.ForEach(users, user => user.Do("join", "--name", "ui"));

        Assert.Equal("ui ui-2 ui-3 ui-4 ui-5 ui-6 ui-7 ui-8", cli.Me.Names());
        foreach (var user in users)
        {
            user.Do("leave");
        }
        Assert.Equal("", cli.Me.Names());
    }

    [Fact]
    public void Joining_again_under_another_name_renames_and_keeps_the_session()
    {
        var first = cli.Me.Json("join", "--name", "one", "--task", "t");

        var second = cli.Me.Json("join", "--name", "two");

        Assert.Equal(first.Text("id"), second.Text("id"));
        Assert.Equal("two", second.Text("name"));
        Assert.Equal("two", cli.Me.Names());
        Assert.Equal("t", cli.Me.Sessions()["two"].Text("task"));
    }

    private static string In(TimeSpan later) =>
        DateTimeOffset.UtcNow.Add(later).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The nonce of a session's record.</summary>
    private string Record(string id)
    {
        var name = cli.Sandbox.Git(cli.Repository.Path, "for-each-ref", "--format=%(refname)", "refs/swarm/sessions");
        Assert.EndsWith(id, name, StringComparison.Ordinal);
        return System
            .Text.Json.JsonDocument.Parse(cli.Sandbox.Git(cli.Repository.Path, "cat-file", "blob", name))
            .RootElement.Text("nonce");
    }
}
