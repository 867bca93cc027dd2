using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>A team has a list of tasks of its own, and its lead does not wait for agents.</summary>
[Trait("Category", "Binary")]
public sealed class TeamTaskTests : IDisposable
{
    private readonly Cli cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public void Its_list_is_that_of_all_who_are_in_it_and_of_nobody_else()
    {
        var (ui, other) = (cli.UserOn("ui"), cli.UserOn("other"));
        cli.Do("join", "--name", "lead", "-q");
        other.Do("task", "add", "of the repository");
        cli.Do("team", "create", "web");
        ui.Do("join", "--team", "web", "-q");

        cli.Do("task", "add", "of the team");

        Assert.Equal("took task 1 of the team\n", ui.Do("task", "take"));
        Assert.Contains("\tof the repository\n", other.Do("task", "list"), StringComparison.Ordinal);
        Assert.Contains("\tof the team\n", other.Do("task", "list", "--list", "team:web"), StringComparison.Ordinal);
        Assert.Contains("\tof the repository\n", ui.Do("task", "list", "--list", "main"), StringComparison.Ordinal);
        // An agent works for the team of whoever launched it.
        var agent = ui.Do("spawn", "--runner", "command:git swarm task list", "-p", "x");
        Assert.EndsWith(" of the team\n", agent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_team_that_bears_the_name_of_another_begins_a_list()
    {
        cli.Do("join", "--name", "lead", "-q");
        cli.Do("team", "create", "web");
        cli.Do("task", "add", "of the first");
        cli.Do("team", "delete", "web");
        Assert.Equal("", cli.Do("task", "list"));
        cli.Do("team", "create", "web");

        Assert.Equal("added task 1 of the second\n", cli.Do("task", "add", "of the second"));
        Assert.Contains("of the second", cli.Do("task", "list", "--list", "team:web"), StringComparison.Ordinal);
    }

    [Fact, Trait("Rule", "C1")]
    public void What_its_lead_launches_runs_in_the_background()
    {
        cli.Do("join", "--name", "lead", "-q");
        string[] spawn = ["spawn", "--runner", "command:echo hello", "-p", "x"];
        Assert.Equal("completed", cli.Me.Json(spawn).Text("status"));
        cli.Do("team", "create", "web");

        Assert.Equal("async_launched", cli.Me.Json(spawn).Text("status"));
        cli.Do("team", "delete", "web");
        Assert.Equal("completed", cli.Me.Json(spawn).Text("status"));
    }

    [Fact, Trait("Rule", "C2")]
    public void A_member_starts_no_teammates()
    {
        var ui = cli.UserOn("ui");
        cli.Do("join", "--name", "lead", "-q");
        cli.Do("team", "create", "web");
        ui.Do("join", "--team", "web", "-q");

        var refused = ui.Run("spawn", "--runner", "command:true", "-p", "x", "--team", "web", "--name", "more");

        Assert.Equal(128, refused.ExitCode);
        Assert.Contains("the roster is flat", refused.Error, StringComparison.Ordinal);
    }
}
