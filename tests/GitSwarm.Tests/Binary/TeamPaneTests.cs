using System.Diagnostics;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>Teams in panes of a real tmux.</summary>
[Trait("Category", "Binary")]
public sealed class TeamPaneTests : IDisposable
{
    private static readonly string[] Names = ["api", "css", "docs", "ops", "ui"];
    private readonly PaneScene scene = new();

    public void Dispose() => scene.Dispose();

    [ToolFact("tmux")]
    public void A_server_that_a_launch_began_is_nobodys_session_and_outlives_the_run()
    {
        using var cli = new Cli();
        cli.Sandbox.Variables["TMUX_TMPDIR"] = Directory.CreateDirectory(cli.Sandbox.Path("tmux")).FullName;
        cli.Me.Do("join", "--name", "lead");
        const string Inner =
            "git swarm team create web -q; GIT_SWARM_TEAMMATE_MODE=tmux git swarm spawn --team web --name ui --runner 'command:sleep 600' -p x"
            + "; touch begun; while ! test -e go; do sleep 0.05; done";
        using var outer = cli.Me.Start("spawn", "--runner", $"command:{Inner}", "-p", "x");
        SpawnTests.Until(() => File.Exists(Path.Combine(cli.Repository.Path, "begun")));
        try
        {
            var known = Tmux("show-environment", "-g");
            Assert.Contains("PATH=", known, StringComparison.Ordinal);
            Assert.DoesNotContain("GIT_SWARM", known, StringComparison.Ordinal);
            Tmux("new-session", "-d", "-s", "mine", "sleep 600");
            cli.Me.Write("go", "");
            Assert.True(outer.WaitForExit(TimeSpan.FromSeconds(60)));

            Assert.Equal("mine", Tmux("list-sessions", "-F", "#{session_name}", "-f", "#{==:#{session_name},mine}"));
        }
        finally
        {
            cli.Sandbox.Run("sh", ["-c", "for s in \"$TMUX_TMPDIR\"/*/*; do tmux -S \"$s\" kill-server; done"]);
        }

        // The server's socket has a name of git-swarm's choice.
        string Tmux(params string[] arguments) =>
            cli
                .Sandbox.Run("sh", ["-c", "exec tmux -S \"$(echo \"$TMUX_TMPDIR\"/*/*)\" \"$@\"", "sh", .. arguments])
                .OutputOrThrow("tmux " + arguments[0])
                .TrimEnd('\n');
    }

    [ToolFact("tmux")]
    public void Five_members_are_started_work_plan_and_end()
    {
        var spawned = Names.Select(n => scene.Me.Json(n == "ops" ? scene.Launch(n, "--mode", "plan") : scene.Launch(n))).ToList();

        Assert.Equal(Names, scene.Panes());
        Assert.All(spawned, s => Assert.StartsWith("%", s.Text("tmux_pane_id").Split(',')[^1], StringComparison.Ordinal));
        Assert.Equal(["False", "False", "False", "True", "False"], spawned.Select(s => s.GetProperty("plan_mode_required").ToString()));
        Assert.Equal(5, spawned.Select(s => s.Text("color")).Distinct().Count());

        // Work, and idle.
        var idle = scene.Await("idle_notification", 4);
        Assert.Equal(["api", "css", "docs", "ui"], idle.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("turn 1 of ui, acceptEdits", idle["ui"].Text("text"), StringComparison.Ordinal);
        Assert.Contains("be \"ui\" for $5 \\ 2", Told("ui", 1), StringComparison.Ordinal);
        SpawnTests.Until(() => Screen("ui").Contains("turn 1 of ui, acceptEdits", StringComparison.Ordinal));

        // A plan, refused and then approved of.
        Answer("refuse", "too bold");
        Assert.Contains("Your plan was not approved: too bold", Until("ops", 2), StringComparison.Ordinal);
        Answer("approve", null);
        Assert.Contains("Your plan was approved.", Until("ops", 3), StringComparison.Ordinal);
        Assert.Contains("turn 3 of ops, acceptEdits", scene.Await("idle_notification", 1)["ops"].Text("text"), StringComparison.Ordinal);

        // A message to all, with what came before it at priority later.
        scene.Me.Do("send", "team:web", "say <hello> & \"$5\"");
        foreach (var name in Names)
        {
            var told = Until(name, name == "ops" ? 4 : 2);
            Assert.Contains(">say &lt;hello&gt; &amp; &quot;$5&quot;</teammate-message>", told, StringComparison.Ordinal);
            // What others said before one joined is not for it: only of the last turn before this it is sure that all were there.
            Assert.Equal(name != "ops", told.Contains("ops is at turn 3</teammate-message>", StringComparison.Ordinal));
        }
        scene.Await("idle_notification", 5);

        // Hidden, shown, asked to end, and gone.
        Assert.Equal("hid the pane of ui@web\n", scene.Me.Do("team", "hide", "ui"));
        Assert.Equal("brought back the pane of ui@web\n", scene.Me.Do("team", "unhide", "ui"));
        var refused = scene.Me.Run("team", "shutdown", "ui");
        Assert.Equal((1, "error: ui@web refused to end: one moment\n"), (refused.ExitCode, refused.Error));
        Assert.Equal(Names, scene.Panes());
        Assert.Equal(5, scene.Me.Do("team", "shutdown", "--all", "--reason", "done").Split(" has left\n").Length - 1);
        SpawnTests.Until(() => scene.Panes().Length == 0);
        SpawnTests.Until(() => scene.AgentsAlive().Count == 0);
        Assert.Equal("deleted team web\n", scene.Me.Do("team", "delete", "web"));
        Assert.Equal(0, scene.Me.Run("doctor").ExitCode);
    }

    [ToolFact("tmux")]
    public void A_pane_that_is_closed_ends_its_member()
    {
        scene.Me.Do(scene.Launch("ui"));
        scene.Await("idle_notification", 1);

        scene.Tmux("kill-pane", "-t", Pane("ui"));

        SpawnTests.Until(() => scene.Me.Json("team", "show").GetProperty("members")[0].Text("state") == "left");
        SpawnTests.Until(() => scene.AgentsAlive().Count == 0);
    }

    [ToolFact("tmux")]
    public void Outside_of_tmux_a_team_gets_a_session_of_its_own()
    {
        scene.Me.Variables.Remove("TMUX");
        scene.Me.Variables.Remove("TMUX_PANE");
        scene.Me.Variables["GIT_SWARM_TEAMMATE_MODE"] = "tmux";

        var spawned = scene.Me.Json(scene.Launch("ui"));

        Assert.StartsWith("git-swarm-web", spawned.Text("tmux_session_name"), StringComparison.Ordinal);
        scene.Await("idle_notification", 1);
        scene.GetStuck();
        Assert.Equal("ui@web did not answer when it was asked to end; killed\n", scene.Me.Do("team", "shutdown", "ui", "--grace", "1s"));
        SpawnTests.Until(() => scene.AgentsAlive().Count == 0);
        Assert.Equal(
            "did not answer when it was asked to end; killed",
            scene.Me.Json("team", "show").GetProperty("members")[0].Text("why")
        );
    }

    [ToolFact("tmux")]
    public void A_terminal_that_is_not_there_is_named()
    {
        scene.Me.Variables["GIT_SWARM_TEAMMATE_MODE"] = "iterm2";

        var refused = scene.Me.Run(scene.Launch("ui"));

        Assert.Equal(128, refused.ExitCode);
        Assert.StartsWith(
            "error: GIT_SWARM_TEAMMATE_MODE asks for iterm2, but there is no 'it2' here\n",
            refused.Error,
            StringComparison.Ordinal
        );
        Assert.Empty(scene.Me.Json("team", "show").GetProperty("members").EnumerateArray());
    }

    [ToolFact("tmux")]
    public void A_pane_that_does_not_open_is_told_by_the_command_alone()
    {
        var real = scene.Cli.Sandbox.Run("sh", ["-c", "command -v tmux"]).OutputOrThrow("tmux").Trim();
        var tmux = scene.Cli.Sandbox.Path("home", "bin", "tmux");
        File.WriteAllText(tmux, $"#!/bin/sh\ncase \"$*\" in *split-window*) echo 'no room' >&2; exit 1 ;; esac\nexec {real} \"$@\"\n");
        File.SetUnixFileMode(tmux, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var refused = scene.Me.Run(scene.Launch("ui"));

        Assert.Equal(128, refused.ExitCode);
        Assert.Equal("failed", scene.Me.Json("runs")[0].Text("state"));
        Assert.Empty(scene.Me.Json("inbox").EnumerateArray());
    }

    [ToolTheory("tmux")]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whenever_the_lead_is_killed_what_is_left_is_found(int seed)
    {
        var random = new Random(seed);
        var launches = Names.Select(n => scene.Me.Start(scene.Launch(n))).ToList();
        Thread.Sleep(random.Next(0, 3000));
        // Some of what it started goes with it, as with the terminal it sat at.
        scene.Me.Die();
        launches.Where(_ => random.Next(2) == 0).ToList().ForEach(l => l.Kill());
        launches.ForEach(l => l.WaitForExit());
        var other = scene.Cli.UserOn("other");
        other.Do("join", "--name", "other", "-q");

        var shown = other.Json("team", "show", "web");
        Assert.Equal("ended", shown.Text("state"));
        other.Do("team", "delete", "web", "--force");
        other.Do("gc");

        SpawnTests.Until(() => scene.Panes().Length == 0);
        SpawnTests.Until(() => scene.AgentsAlive().Count == 0);
        Assert.DoesNotContain(other.Json("runs").EnumerateArray(), r => r.Text("state") is "running" or "queued");
        Assert.Equal(0, other.Run("doctor").ExitCode);
    }

    private void Answer(string verb, string? feedback)
    {
        var plan = scene.Await("plan_approval_request", 1)["ops"].GetProperty("fields");
        Assert.Contains("of ops, plan", plan.Text("plan"), StringComparison.Ordinal);
        scene.Me.Do(["team", verb, plan.Text("id"), .. feedback is null ? Array.Empty<string>() : ["--feedback", feedback]]);
    }

    private string PathOf(string name, int turn) => Path.Combine(Path.GetDirectoryName(scene.Cli.Repository.Path)!, $"told-{name}-{turn}");

    private string Told(string name, int turn) => File.ReadAllText(PathOf(name, turn));

    private string Until(string name, int turn)
    {
        SpawnTests.Until(() => File.Exists(PathOf(name, turn)) && new FileInfo(PathOf(name, turn)).Length > 0);
        return Told(name, turn);
    }

    private string Pane(string title) =>
        scene
            .Tmux("list-panes", "-a", "-F", "#{pane_id} #{pane_title}")
            .Split('\n')
            .Single(l => l.EndsWith(" " + title, StringComparison.Ordinal))
            .Split(' ')[0];

    private string Screen(string title) => scene.Tmux("capture-pane", "-p", "-t", Pane(title));
}
