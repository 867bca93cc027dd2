using GitSwarm.Teams.Panes;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Teams.Panes;

[Trait("Rule", "B1")]
public class TmuxTests
{
    [ToolFact("tmux")]
    public void Eight_at_once_beside_the_leader_all_get_a_pane_of_their_own()
    {
        using var scene = new TmuxScene(inside: true);

        var panes = OpenAtOnce(scene, 8);

        Assert.Equal("9", scene.Ask(panes[0], "#{window_panes}"));
        Assert.Equal(
            ["%0"],
            scene.Tmux("list-panes", "-t", panes[0].LocalId, "-f", "#{==:#{pane_left},0}", "-F", "#{pane_id}").Split('\n')
        );
    }

    [ToolFact("tmux")]
    public void Eight_at_once_make_one_session_even_where_no_server_runs()
    {
        using var scene = new TmuxScene(inside: false);

        var panes = OpenAtOnce(scene, 8);

        Assert.Equal("8", scene.Ask(panes[0], "#{window_panes}"));
        Assert.Equal("git-swarm-web-stress00", scene.Tmux("list-sessions", "-F", "#{session_name}"));
    }

    [ToolFact("tmux")]
    public void A_pane_hides_and_comes_back_and_its_program_goes_on()
    {
        using var scene = new TmuxScene(inside: true);
        var backend = scene.Backend;
        var (ui, db) = (backend.Open(TmuxScene.Request("ui")), backend.Open(TmuxScene.Request("db", "red")));
        var process = scene.Ask(ui, "#{pane_pid}");

        Assert.True(backend.CanHide && backend.Hide(ui.Id));

        Assert.NotEqual(ui.Window, scene.Ask(ui, "#{window_id}"));
        Assert.Equal("ui 1 0", scene.Ask(ui, "#{window_name} #{window_panes} #{window_active}"));
        Assert.Equal("2", scene.Ask(db, "#{window_panes}"));
        Assert.True(backend.IsAlive(ui.Id));

        Assert.True(backend.Show(ui.Id));
        Assert.True(backend.Show(ui.Id));

        Assert.Equal($"{ui.Window} {process} ui fg=blue", scene.Ask(ui, "#{window_id} #{pane_pid} #{pane_title} #{E:pane-border-style}"));
        Assert.Equal(
            ["0 30", "31 69", "31 69"],
            scene.Tmux("list-panes", "-t", ui.LocalId, "-F", "#{pane_left} #{pane_width}").Split('\n')
        );
    }

    [ToolFact("tmux")]
    public void What_is_hidden_comes_back_beside_the_leader_where_its_view_is_gone()
    {
        using var scene = new TmuxScene(inside: false);
        var backend = scene.Backend;
        var (ui, db) = (backend.Open(TmuxScene.Request("ui")), backend.Open(TmuxScene.Request("db")));
        Assert.True(backend.Hide(ui.Id));
        backend.Kill(db.Id);
        var user = scene.StartUser("user");

        Assert.False(backend.Show(ui.Id));
        Assert.True(backend.IsAlive(ui.Id));
        Assert.True(backend.Show(ui.Id, beside: user));

        Assert.Equal("user 2", scene.Ask(ui, "#{session_name} #{window_panes}"));
        Assert.False(backend.Hide(backend.Open(TmuxScene.Request("alone") with { Team = "other" }).Id));
    }

    [ToolFact("tmux")]
    public void The_rest_share_the_room_of_one_that_is_closed()
    {
        using var scene = new TmuxScene(inside: true);
        var backend = scene.Backend;
        Pane[] panes = [.. new[] { "ui", "db", "docs" }.Select(name => backend.Open(TmuxScene.Request(name)))];

        backend.Kill(panes[1].Id);
        backend.Kill(panes[1].Id);

        Assert.Equal([true, false, true], panes.Select(p => backend.IsAlive(p.Id)));
        Assert.Equal(
            ["0 30", "31 69", "31 69"],
            scene.Tmux("list-panes", "-t", panes[0].LocalId, "-F", "#{pane_left} #{pane_width}").Split('\n')
        );

        backend.Rebalance(panes[0].Id, withLeader: false);
        Assert.DoesNotContain(
            "0 30",
            scene.Tmux("list-panes", "-t", panes[0].LocalId, "-F", "#{pane_left} #{pane_width}"),
            StringComparison.Ordinal
        );
        backend.Rebalance(panes[0].Id, withLeader: true);
        Assert.StartsWith(
            "0 30",
            scene.Tmux("list-panes", "-t", panes[0].LocalId, "-F", "#{pane_left} #{pane_width}"),
            StringComparison.Ordinal
        );
    }

    [ToolFact("tmux")]
    public void The_leader_is_on_the_left_also_where_it_was_not_the_first_of_its_window()
    {
        using var scene = new TmuxScene(inside: true);
        var other = scene.Tmux("split-window", "-d", "-b", "-t", "user:", "-P", "-F", "#{pane_id}", "sleep 600");

        var ui = scene.Backend.Open(TmuxScene.Request("ui"));

        Assert.Equal(
            ["%0 0", $"{other} 31", $"{ui.LocalId} 31"],
            scene.Tmux("list-panes", "-t", ui.LocalId, "-F", "#{pane_id} #{pane_left}").Split('\n')
        );
    }

    [ToolFact("tmux")]
    public void A_pane_of_a_later_server_is_another_one_and_is_let_alone()
    {
        using var scene = new TmuxScene(inside: false);
        var backend = scene.Backend;
        var first = backend.Open(TmuxScene.Request("ui"));
        Assert.True(backend.IsAlive(first.Id));
        scene.Tmux("kill-server");
        TmuxScene.Await(() => !scene.Sandbox.Run("tmux", ["list-sessions"]).Ok);

        Assert.False(backend.IsAlive(first.Id));
        var second = backend.Open(TmuxScene.Request("ui"));

        Assert.Equal(first.LocalId, second.LocalId);
        Assert.False(backend.IsAlive(first.Id));
        backend.Kill(first.Id);
        backend.SetTitle(first.Id, "wrong", "red");
        Assert.False(backend.Hide(first.Id) || backend.Show(first.Id));
        Assert.True(backend.IsAlive(second.Id));
        Assert.Equal("ui", scene.Ask(second, "#{pane_title}"));
        Assert.Throws<SwarmException>(() => backend.TypeInto(first.Id, "x"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("%3")]
    [InlineData("A81F7ED5-3F4B-4504-8F14-6C98F9422F72")]
    [InlineData("/tmp/s,x,%3")]
    [InlineData("/tmp/s,1,3;kill-server")]
    public void What_is_no_id_of_a_pane_is_no_pane(string id)
    {
        var backend = PaneBackends.Of(PaneBackends.Tmux, new PaneOutside(new Dictionary<string, string>(), _ => null))!;

        Assert.False(backend.IsAlive(id));
        backend.Kill(id);
    }

    private static Pane[] OpenAtOnce(TmuxScene scene, int count)
    {
        using var start = new Barrier(count);
        var panes = new Pane[count];
        var threads = Enumerable.Range(0, count).Select(n => new Thread(() => panes[n] = Open(n))).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        Assert.Equal(count, panes.Select(p => p.Id).Distinct().Count());
        Assert.Single(panes.Select(p => (p.Session, p.Window)).Distinct());
        Assert.All(panes, p => Assert.True(scene.Backend.IsAlive(p.Id)));
        Assert.Equal(
            Enumerable.Range(0, count).Select(n => $"m{n} sh -c \"sleep 600\" m{n}"),
            panes.Select(p => scene.Ask(p, "#{pane_title} #{pane_start_command}"))
        );
        return panes;

        Pane Open(int n)
        {
            start.SignalAndWait();
            return scene.Backend.Open(TmuxScene.Request($"m{n}") with { Command = ["sh", "-c", "sleep 600", $"m{n}"] });
        }
    }
}
