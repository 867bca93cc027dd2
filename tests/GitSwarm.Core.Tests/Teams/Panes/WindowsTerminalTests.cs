using GitSwarm.Teams.Panes;
using Xunit;

namespace GitSwarm.Tests.Teams.Panes;

/// <summary>Against a stand-in that says nothing, as wt.exe does.</summary>
public class WindowsTerminalTests
{
    private static readonly PaneRequest Request = new()
    {
        Team = "web",
        CloneId = "ab12cd34",
        Name = "ui",
        Color = "orange",
        Directory = @"C:\src\my app",
        Command = ["git-swarm.exe", "a;b", ";", @"c\;", "$d e", "-x"],
    };

    private static readonly string[] Look =
    [
        "--title",
        "ui",
        "--suppressApplicationTitle",
        "--tabColor",
        "#ff8700",
        "-d",
        @"C:\src\my app",
        "--",
    ];
    private static readonly string[] Command = ["git-swarm.exe", @"a\;b", @"\;", @"c\\;", "$d e", "-x"];

    [Fact]
    public void Members_stand_in_a_column_beside_their_leader_who_keeps_the_focus()
    {
        using var wt = new StandIn("wt.exe", "");
        var backend = new WindowsTerminal(wt.Outside("WT_SESSION=x"));

        var panes = new[] { backend.Open(Request), backend.Open(Request with { HasOthers = true }) };

        Assert.True(backend.IsAvailable() && backend.IsInside() && !backend.CanType && !backend.CanHide);
        Assert.Equal(
            [
                ["-w", "0", "split-pane", "-V", "-s", "0.7", .. Look, .. Command, ";", "move-focus", "left"],
                ["-w", "0", "move-focus", "right", ";", "split-pane", "-H", .. Look, .. Command, ";", "move-focus", "left"],
            ],
            wt.Calls()
        );
        Assert.NotEqual(panes[0].Id, panes[1].Id);
    }

    [Fact]
    public void Outside_they_share_a_window_of_the_team()
    {
        using var wt = new StandIn("wt.exe", "");
        var backend = new WindowsTerminal(wt.Outside("A="));

        Pane[] panes = [backend.Open(Request), backend.Open(Request with { HasOthers = true })];

        Assert.All(panes, p => Assert.Equal("git-swarm-web-ab12cd34", p.Window));
        Assert.Equal(
            [
                ["-w", "git-swarm-web-ab12cd34", "new-tab", .. Look, .. Command],
                ["-w", "git-swarm-web-ab12cd34", "split-pane", .. Look, .. Command],
            ],
            wt.Calls()
        );
    }

    [Fact]
    public void In_a_Linux_of_Windows_the_command_runs_there()
    {
        using var wt = new StandIn("wt.exe", "");

        new WindowsTerminal(wt.Outside("WT_SESSION=x WSL_DISTRO_NAME=Debian")).Open(Request with { Directory = "/src/app" });

        Assert.Equal(
            ["--", "wsl.exe", "-d", "Debian", "--cd", "/src/app", "--exec", .. Command],
            wt.Calls()[0].SkipWhile(w => w != "--").TakeWhile(w => w != ";")
        );
    }

    [Theory]
    [InlineData("say \"hi\"")]
    [InlineData("")]
    [InlineData(@"C:\my dir\")]
    public void What_wt_would_not_pass_on_is_refused(string word)
    {
        using var wt = new StandIn("wt.exe", "");

        var refused = Assert.Throws<SwarmException>(() =>
            new WindowsTerminal(wt.Outside("A=")).Open(Request with { Command = ["x", word] })
        );

        Assert.Equal($"Windows Terminal cannot pass on the argument '{word}'", refused.Message);
    }

    [Fact]
    public void What_it_cannot_do_it_says_or_leaves()
    {
        using var wt = new StandIn("wt.exe", "echo 'no such profile' >&2; exit 1");
        var backend = new WindowsTerminal(wt.Outside("A="));

        Assert.Throws<SwarmException>(() => backend.TypeInto("wt:1", "x"));
        Assert.Equal("wt.exe opens no pane: no such profile", Assert.Throws<SwarmException>(() => backend.Open(Request)).Message);
        backend.Kill("wt:1");
        Assert.True(backend.IsAlive("wt:1"));
        Assert.False(backend.Hide("wt:1") || backend.Show("wt:1"));
    }
}
