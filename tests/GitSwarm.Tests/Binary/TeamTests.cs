using System.Text.Json;
using GitSwarm.TestKit;
using GitSwarm.Tests.Cli;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>Teams from the outside: who is in one, what is left of it after a crash, where it is shown.</summary>
[Trait("Category", "Binary")]
public sealed class TeamTests : IDisposable
{
    private readonly Cli cli = new();
    private readonly CliUser ui;
    private readonly CliUser api;

    public TeamTests()
    {
        ui = cli.UserOn("ui");
        api = cli.UserOn("api");
        cli.Do("join", "--name", "alice");
        cli.Do("team", "create", "web", "--description", "The web");
        ui.Do("join", "--name", "ui", "--team", "web", "--task", "the sidebar");
        api.Do("join", "--name", "api", "--team", "web");
    }

    public void Dispose() => cli.Dispose();

    [Fact]
    public void After_a_crash_it_tells_who_led_and_who_was_at_what()
    {
        ui.Do("touch", "src/side.js");
        cli.Me.Die();
        ui.Die();

        // Whoever looks is none of them.
        var other = cli.UserOn("other");
        var team = other.Json("team", "show", "web");
        if (IsHalfDone(team))
        {
            team = other.Json("team", "show", "web");
        }

        Assert.Equal(
            ("ended", "gone", "alice"),
            (team.Text("state"), team.GetProperty("lead").Text("state"), team.GetProperty("lead").Text("name"))
        );
        var members = team.GetProperty("members").EnumerateArray().ToDictionary(m => m.Text("name"));
        // Housekeeping in the background may have been there first, which keeps the task and drops the files.
        var isGone = members["ui"].Text("state") == "gone";
        Assert.True(isGone || members["ui"].Text("state") == "left", members["ui"].GetRawText());
        Assert.Equal("active", members["api"].Text("state"));
        Assert.Equal(("the sidebar", "ui"), (members["ui"].Text("task"), members["ui"].Text("branch")));
        Assert.Equal(isGone ? ["src/side.js"] : [], members["ui"].GetProperty("touched").EnumerateArray().Select(t => t.GetString()));
        // That costs nothing more of what is known once housekeeping went over it.
        api.Do("leave");
        other.Do("gc");
        var later = other.Json("team", "show", "web").GetProperty("members");
        Assert.Equal(("its session is over", "the sidebar"), (later[0].Text("why"), later[0].Text("task")));
        Assert.Equal(("left", "left by itself"), (later[1].Text("state"), later[1].Text("why")));
        Assert.Empty(other.Json("team", "list").EnumerateArray());
        Assert.Single(other.Json("team", "list", "--all").EnumerateArray());
        other.Do("team", "create", "web");
        Assert.Equal("live", other.Json("team", "show").Text("state"));
    }

    /// <summary>Refs are read one after another: housekeeping that was at it shows a session as it was, without the files it had.</summary>
    private static bool IsHalfDone(JsonElement team) =>
        team.GetProperty("members").EnumerateArray().First(m => m.Text("name") == "ui") is var ui
        && ui.Text("state") == "gone"
        && ui.GetProperty("touched").GetArrayLength() == 0;

    [Fact]
    public void With_its_lead_gone_members_at_work_keep_it_from_being_replaced()
    {
        cli.Me.Die();
        var other = cli.UserOn("other");

        var refused = other.Run("team", "create", "web", "--json");
        Assert.Equal((128, "team-exists"), (refused.ExitCode, Code(refused)));
        Assert.Equal((128, "unknown-team"), Refusal(other, "send", "team:web", "x"));
        other.Do("team", "delete", "web", "--force");
        other.Do("team", "create", "web");
    }

    [Fact]
    public void What_is_not_allowed_is_refused_and_changes_nothing()
    {
        var before = cli.Repository.Git("for-each-ref", "refs/swarm");

        Assert.Equal((128, "team-exists"), Refusal(ui, "team", "create", "web"));
        Assert.Equal((128, "team-refused"), Refusal(ui, "team", "create", "own"));
        Assert.Equal((128, "team-refused"), Refusal(cli.Me, "team", "create", "own"));
        Assert.Equal((128, "team-refused"), Refusal(ui, "team", "delete", "web", "--force"));
        Assert.Equal((128, "team-exists"), Refusal(cli.Me, "team", "delete", "web"));
        Assert.Equal((129, "bad-argument"), Refusal(ui, "team", "create", "No Name"));
        Assert.Equal((128, "unknown-team"), Refusal(ui, "team", "show", "core"));
        Assert.Equal((128, "unknown-team"), Refusal(cli.UserOn("other"), "join", "--team", "core"));
        Assert.Equal((129, "bad-argument"), Refusal(cli.User(cli.Repository.Path), "join", "--team", "web", "--name", "team-lead"));
        Assert.Equal((129, "bad-argument"), Refusal(ui, "join", "--subscribe", "No Channel"));

        Assert.Equal(before, cli.Repository.Git("for-each-ref", "refs/swarm"));
    }

    [Fact]
    public void Status_groups_by_team_and_the_status_line_names_it()
    {
        var other = cli.UserOn("other");
        other.Do("join", "--name", "other", "--subscribe", "build", "--subscribe", "#deploy");

        var sessions = cli.Me.Sessions();
        Assert.Equal(("web", "team-lead"), Seat(sessions["alice"]));
        Assert.Equal(("web", "ui"), Seat(sessions["ui"]));
        Assert.False(sessions["other"].TryGetProperty("team", out _));
        Assert.Equal(["build", "deploy"], sessions["other"].GetProperty("channels").EnumerateArray().Select(c => c.GetString()));
        Assert.Contains($"team\t{sessions["ui"].Text("id")}\tweb\tui\n", cli.Do("status"), StringComparison.Ordinal);
        var shown = Here.OnTerminal(cli.Sandbox, ui.Variables, ui.Directory, "status").Output;
        var lines = shown.Split('\n').Select(l => l.Trim().Split("  ")[0]).Where(l => l.Length > 0).Skip(1);
        Assert.Equal(
            ["● other", "team web", "● alice (lead)", "● api", "● ui (you)"],
            lines.Select(l => l.Replace("○", "●", StringComparison.Ordinal))
        );

        Assert.StartsWith("swarm: team web · ", ui.Do("statusline"), StringComparison.Ordinal);
        Assert.DoesNotContain("team", other.Do("statusline"), StringComparison.Ordinal);
        cli.Me.Die();
        Assert.DoesNotContain("team", ui.Do("statusline"), StringComparison.Ordinal);
        Assert.Contains(
            "team web, which ended with its lead",
            Here.OnTerminal(cli.Sandbox, ui.Variables, ui.Directory, "status").Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_team_and_channels_are_addresses()
    {
        ui.Do("join", "--subscribe", "build");

        cli.Do("send", "team:web", "to all", "--ack");
        cli.Do("send", "#build", "red");
        api.Do("send", "ui@web", "to ui");

        Assert.Equal(["to all", "red", "to ui"], Texts(ui));
        Assert.Equal(["to all"], Texts(api));
        Assert.Equal(["acknowledged", "delivered"], cli.Me.Json("sent").EnumerateArray().Select(s => s.Text("state")));
        Assert.Contains("wrote to team web", cli.Do("log"), StringComparison.Ordinal);
        Assert.Contains("joined team web as ui", cli.Do("log", "--session", "ui"), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_leaves_a_session_leaves_its_team_and_a_lead_ends_it()
    {
        var left = ui.Run("leave");
        Assert.Equal("", left.Error);
        Assert.Equal("left", cli.Me.Json("team", "show").GetProperty("members")[0].Text("state"));

        Assert.Equal("team web ends with its lead\n", cli.Run("leave").Error);
        Assert.Equal("ended", api.Json("team", "show", "web").Text("state"));
    }

    [Fact]
    public void Doctor_and_show_tell_of_records_that_cannot_be_read_and_purging_leaves_none()
    {
        var name = cli.Repository.Git("for-each-ref", "--format=%(refname)", "refs/swarm/teams").Trim();
        cli.Do("team", "delete", "web", "--force");
        var blob = cli
            .Sandbox.Run("git", ["hash-object", "-w", "--stdin"], cli.Repository.Path, input: "{\"v\":1}")
            .OutputOrThrow("x")
            .Trim();
        cli.Repository.Git("update-ref", name, blob);

        Assert.Contains(name, cli.Run("doctor").Output, StringComparison.Ordinal);
        Assert.Contains($"warning: {name}: not a record", cli.Run("team", "list").Error, StringComparison.Ordinal);
        cli.Do("deinit", "--purge");
        Assert.Equal("", cli.Repository.Git("for-each-ref", "refs/swarm"));
    }

    private static (string, string) Seat(JsonElement session) =>
        (session.GetProperty("team").Text("name"), session.GetProperty("team").Text("member"));

    private static IEnumerable<string> Texts(CliUser user) => user.Json("inbox").EnumerateArray().Select(m => m.Text("text"));

    private static (int, string?) Refusal(CliUser user, params string[] command)
    {
        var refused = user.Run([.. command, "--json"]);
        return (refused.ExitCode, Code(refused));
    }

    private static string? Code(Finished refused) =>
        JsonDocument.Parse(refused.Output).RootElement.GetProperty("error").GetProperty("code").GetString();
}
