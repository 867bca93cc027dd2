using System.Diagnostics;

namespace GitSwarm.Teams.Panes;

/// <summary>Types into a pane, and looks whether it was taken.</summary>
/// <remarks>
/// Contract: the text goes through a buffer of tmux, never through a command line, and arrives as one paste. Enter
/// follows only when the pane's screen shows the end of the text, or has changed and come to rest, as with
/// programs that fold a long text; else it would send half of it. Nothing is typed twice.
/// </remarks>
internal static class TmuxTyping
{
    private static readonly TimeSpan Warming = TimeSpan.FromSeconds(2);

    internal static void Type(TmuxServer server, string pane, string text)
    {
        var clean = PaneTexts.Clean(text);
        // In copy mode, Enter would go to tmux.
        server.Try(["if-shell", "-F", "-t", pane, "#{pane_in_mode}", $"send-keys -t {pane} -X cancel"]);
        var before = Settle(server, pane);
        Paste(server, pane, clean);
        var pasted = PaneWatch.Await(pane, before, clean, () => Look(server, pane));
        server.Ask(["send-keys", "-t", pane, "Enter"]);
        PaneWatch.Await(pane, pasted, null, () => Look(server, pane));
    }

    private static void Paste(TmuxServer server, string pane, string text)
    {
        var buffer = $"git-swarm-{Guid.CreateVersion7():N}";
        var loaded = server.Try(text, ["load-buffer", "-b", buffer, "-"]);
        // -p: bracketed, if the program asked for that; -r: line feeds stay; -d: the buffer goes.
        var answer = loaded.Ok ? server.Try(["paste-buffer", "-p", "-r", "-d", "-b", buffer, "-t", pane]) : loaded;
        if (!answer.Ok)
        {
            server.Try(["delete-buffer", "-b", buffer]);
            throw PaneWatch.NotTaken(pane, answer.Said);
        }
    }

    // A program that is starting takes no paste yet; it is given a moment to draw.
    private static string Settle(TmuxServer server, string pane)
    {
        var since = Stopwatch.GetTimestamp();
        var last = Look(server, pane) ?? throw PaneWatch.NotTaken(pane, "it is gone");
        for (var alike = 0; Stopwatch.GetElapsedTime(since) < Warming && (alike < 2 || string.IsNullOrWhiteSpace(last)); )
        {
            Thread.Sleep(PaneWatch.Step);
            var screen = Look(server, pane) ?? throw PaneWatch.NotTaken(pane, "it is gone");
            alike = screen == last ? alike + 1 : 0;
            last = screen;
        }
        return last;
    }

    // With the cursor: where nothing is shown of what is typed, it may still move.
    private static string? Look(TmuxServer server, string pane)
    {
        var answer = server.Try(
            ["display-message", "-p", "-t", pane, "#{pane_id} #{cursor_x},#{cursor_y} #{history_size}"],
            ["capture-pane", "-p", "-J", "-t", pane]
        );
        return answer.Ok && answer.Output.StartsWith(pane + " ", StringComparison.Ordinal) ? answer.Output : null;
    }
}
