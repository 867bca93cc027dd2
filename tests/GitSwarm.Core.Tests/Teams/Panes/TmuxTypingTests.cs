using GitSwarm.Teams.Panes;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Teams.Panes;

public class TmuxTypingTests
{
    [ToolFact("tmux")]
    public void Texts_arrive_as_they_are_in_one_paste_with_Enter_after_it()
    {
        using var scene = new TmuxScene(inside: false);
        var file = scene.Sandbox.Path("typed");
        var pane = scene.OpenTyped(file, "echo");
        string[] texts =
        [
            "hello",
            "-x --help",
            "two lines\nof \"text\" with 'quotes'",
            "$HOME `id` $(touch x) ${a} \\n \\; ; a; #{pid} #(id) %1 !! ~ * {a,b}",
            "a semicolon;",
            "ends in a backslash\\",
            "\ttabs\tand   spaces  ",
            "Grüße, 你好, 🐝‍👩‍👩‍👧 é",
            "line end\n",
            "\n\n",
            "the same again",
            "the same again",
            string.Join(
                '\n',
                Enumerable.Range(0, 400).Select(n => $"{n}: a long line that goes on and on and on, wider than the pane is, {n}")
            ),
        ];

        foreach (var text in texts)
        {
            var before = File.ReadAllText(file);
            scene.Backend.TypeInto(pane.Id, text);
            Assert.Equal($"\e[200~{text}\e[201~\r", File.ReadAllText(file)[before.Length..]);
        }
        Assert.Equal("", scene.Tmux("list-buffers"));
    }

    [ToolFact("tmux")]
    public void A_text_cannot_end_its_paste()
    {
        using var scene = new TmuxScene(inside: false);
        var file = scene.Sandbox.Path("typed");
        var pane = scene.OpenTyped(file, "echo");

        scene.Backend.TypeInto(pane.Id, "a\e[201~\rrm -rf\r\nb\u0003\u009b201~c");

        Assert.Equal("\e[200~a[201~\nrm -rf\nb201~c\e[201~\r", File.ReadAllText(file));
        Assert.Throws<SwarmException>(() => scene.Backend.TypeInto(pane.Id, "\e\a"));
    }

    [ToolFact("tmux")]
    public void What_a_program_folds_or_hides_behind_a_clock_has_arrived()
    {
        using var scene = new TmuxScene(inside: true);
        foreach (var kind in new[] { "fold", "clock" })
        {
            var file = scene.Sandbox.Path(kind);
            var pane = scene.OpenTyped(file, kind);

            scene.Backend.TypeInto(pane.Id, "one\ntwo");

            TmuxScene.Await(() => File.ReadAllText(file) == "\e[200~one\ntwo\e[201~\r");
        }
    }

    [ToolFact("tmux")]
    public void Enter_goes_to_the_program_while_the_user_looks_back()
    {
        using var scene = new TmuxScene(inside: true);
        var file = scene.Sandbox.Path("typed");
        var pane = scene.OpenTyped(file, "echo");
        scene.Tmux("copy-mode", "-t", pane.LocalId);

        scene.Backend.TypeInto(pane.Id, "hello");

        Assert.Equal("\e[200~hello\e[201~\r", File.ReadAllText(file));
    }

    [ToolFact("tmux")]
    public void What_is_not_taken_is_said()
    {
        using var scene = new TmuxScene(inside: true);
        var backend = scene.Backend;
        var (mute, deaf) = (scene.OpenTyped(scene.Sandbox.Path("mute"), "mute"), scene.OpenTyped(scene.Sandbox.Path("deaf"), "deaf"));

        var unseen = Assert.Throws<SwarmException>(() => backend.TypeInto(mute.Id, "hello"));
        var unheard = Assert.Throws<SwarmException>(() => backend.TypeInto(deaf.Id, "hello"));
        backend.Kill(mute.Id);
        var gone = Assert.Throws<SwarmException>(() => backend.TypeInto(mute.Id, "hello"));

        Assert.Equal($"pane {mute.LocalId} took no text: the text did not arrive", unseen.Message);
        Assert.Equal($"pane {deaf.LocalId} took no text: Enter did nothing", unheard.Message);
        Assert.Equal($"pane {mute.Id} is gone", gone.Message);
        // Enter would have sent what nobody saw arrive.
        Assert.DoesNotContain('\r', File.ReadAllText(scene.Sandbox.Path("mute")));
    }
}
