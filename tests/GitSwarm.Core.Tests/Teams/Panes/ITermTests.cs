using GitSwarm.Teams.Panes;
using Xunit;

namespace GitSwarm.Tests.Teams.Panes;

/// <summary>Against a stand-in that answers as it2 does; iTerm2 runs on macOS only, with a window.</summary>
public class ITermTests
{
    // Panes LEAD and, once split, NEW1, NEW2 in one tab, another in another tab; what is sent is on the screen.
    private const string Answers = """
        made=$(cat "$dir/made" 2>/dev/null || echo 0)
        case "$1 $2" in
        'session split')
          made=$((made + 1)); echo $made >"$dir/made"
          echo "Created new pane: NEW$made" ;;
        'session list')
          echo '[{"id": "LEAD", "name": "zsh", "cols": 80, "is_tmux": false, "window_id": "w1", "tab_id": "7"}'
          for n in $(seq 1 $made); do echo ', {"id": "NEW'$n'", "name": "", "window_id": "w1", "tab_id": "7"}'; done
          echo ', {"id": "ELSE", "name": "", "window_id": "w1", "tab_id": "8"}]' ;;
        'session send')
          if [ "$4" = GONE ]; then echo "Error: Session 'GONE' not found" >&2; exit 3; fi
          shift 5; printf '%s\n' "$1" >>"$dir/screen" ;;
        'session read') echo '> '; touch "$dir/screen"; cat "$dir/screen" ;;
        esac
        """;

    private static readonly PaneRequest Request = new()
    {
        Team = "web",
        Name = "ui",
        Color = "red",
        Directory = "/srv/it's $here",
        Command = ["agent", "--prompt", "a 'b' \"c\" $(d) `e`; f\\", "-x"],
    };

    [Fact]
    public void Members_stand_in_a_column_beside_their_leader()
    {
        using var it2 = new StandIn("it2", Answers);
        var backend = new ITerm(it2.Outside("TERM_PROGRAM=iTerm.app ITERM_SESSION_ID=w0t1p0:LEAD"));

        var panes = new[] { backend.Open(Request), backend.Open(Request with { Name = "-db" }) };

        Assert.True(backend.IsAvailable() && backend.IsInside() && backend.CanType && !backend.CanHide);
        Assert.Equal([new Pane("NEW1", null, null), new Pane("NEW2", null, null)], panes);
        const string Line =
            @"printf '\033]6;1;bg;red;brightness;231\a\033]6;1;bg;green;brightness;72\a\033]6;1;bg;blue;brightness;86\a'; "
            + @"cd '/srv/it'\''s $here' && exec 'agent' '--prompt' 'a '\''b'\'' ""c"" $(d) `e`; f\' '-x'";
        Assert.Equal(
            [
                ["session", "list", "--json"],
                ["session", "split", "-v", "-s", "LEAD"],
                ["session", "set-name", "-s", "NEW1", "--", "ui"],
                ["session", "run", "-s", "NEW1", "--", Line],
                ["session", "list", "--json"],
                ["session", "split", "-s", "NEW1"],
                ["session", "set-name", "-s", "NEW2", "--", "-db"],
                ["session", "run", "-s", "NEW2", "--", Line],
            ],
            it2.Calls()
        );
    }

    [Fact]
    public void Outside_the_pane_of_the_moment_is_split()
    {
        using var it2 = new StandIn("it2", Answers);

        new ITerm(it2.Outside("TERM_PROGRAM=other")).Open(Request);

        Assert.Equal(["session", "split", "-v"], it2.Calls()[0]);
    }

    [Fact]
    public void Text_is_sent_as_one_paste_and_Enter_on_its_own()
    {
        using var it2 = new StandIn("it2", Answers);
        var backend = new ITerm(it2.Outside("TERM_PROGRAM=iTerm.app"));

        backend.TypeInto("NEW1", "-a\n$b \e[201~c");

        Assert.Equal(
            [
                ["session", "send", "-s", "NEW1", "--", "\e[200~-a\n$b [201~c\e[201~"],
                ["session", "send", "-s", "NEW1", "--", "\r"],
            ],
            it2.Calls().Where(c => c[1] == "send")
        );
    }

    [Fact]
    public void Panes_are_named_asked_after_and_closed()
    {
        using var it2 = new StandIn("it2", Answers);
        var backend = new ITerm(it2.Outside("TERM_PROGRAM=iTerm.app"));

        Assert.True(backend.IsAlive("LEAD"));
        Assert.False(backend.IsAlive("NEW1"));
        backend.SetTitle("NEW1", "ui", "red");
        backend.Kill("NEW1");
        Assert.False(backend.Hide("NEW1") || backend.Show("NEW1"));

        Assert.Equal(
            [
                ["session", "set-name", "-s", "NEW1", "--", "ui"],
                ["session", "close", "-f", "-s", "NEW1"],
            ],
            it2.Calls().Where(c => c[1] != "list")
        );
    }

    [Fact]
    public void What_it2_refuses_is_said_in_one_line()
    {
        using var it2 = new StandIn("it2", Answers);
        using var broken = new StandIn("it2", "echo 'Traceback:'; echo 'ConnectionRefusedError: no API' >&2; exit 2");

        var gone = Assert.Throws<SwarmException>(() => new ITerm(it2.Outside("A=")).TypeInto("GONE", "x"));
        var refused = Assert.Throws<SwarmException>(() => new ITerm(broken.Outside("A=")).Open(Request));

        Assert.Equal("it2 session send failed: Error: Session 'GONE' not found", gone.Message);
        Assert.Equal("it2 session split failed: ConnectionRefusedError: no API", refused.Message);
        Assert.False(new ITerm(broken.Outside("A=")).IsAlive("LEAD"));
    }
}
