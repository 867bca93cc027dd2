namespace GitSwarm.Teams.Panes;

/// <summary>Puts panes into windows of their own, which nobody looks at, and back.</summary>
internal static class TmuxHiding
{
    /// <summary>Hides a pane; false where it is the only one of its window.</summary>
    internal static bool Hide(TmuxServer server, TmuxPane pane)
    {
        var about = server.Ask(["display-message", "-p", "-t", pane.Number, "#{window_panes} #{window_id} #{@git-swarm-title}"]);
        if (about.Split(' ', 3) is not [not "1", var window, var title])
        {
            return false;
        }
        var isHidden = server.Try(
            // Where it is now is where it comes back to, also if that is not where it was opened.
            ["set-option", "-p", "-t", pane.Number, "@git-swarm-window", window],
            ["break-pane", "-d", "-s", pane.Number, "-n", title.Length > 0 ? title : "hidden"]
        );
        TmuxLayout.Apply(server, window);
        return isHidden.Ok;
    }

    /// <summary>Shows a pane; false where there is no view to show it in any more.</summary>
    /// <param name="server">Its server.</param>
    /// <param name="pane">Which.</param>
    /// <param name="beside">A pane of the view; null for where it came from.</param>
    internal static bool Show(TmuxServer server, TmuxPane pane, TmuxPane? beside)
    {
        var about = server.Ask(["display-message", "-p", "-t", pane.Number, "#{window_id} #{@git-swarm-window}"]);
        if (about.Split(' ') is not [var now, var home])
        {
            return false;
        }
        var view = beside is { } b ? server.Ask(["display-message", "-p", "-t", b.Number, "#{window_id}"]) : home;
        if (view == now)
        {
            return true;
        }
        if (view.Length == 0)
        {
            return false;
        }
        var isShown = server.Try(
            ["join-pane", "-d", "-h", "-s", pane.Number, "-t", view + ".{bottom-right}"],
            ["set-option", "-p", "-t", pane.Number, "@git-swarm-window", view]
        );
        TmuxLayout.Apply(server, view);
        return isShown.Ok;
    }
}
