using System.Globalization;

namespace GitSwarm.Teams.Panes;

/// <summary>How the panes of a window are arranged.</summary>
internal static class TmuxLayout
{
    /// <summary>The option of a window whose first pane is the leader's.</summary>
    internal const string LeadOption = "@git-swarm-lead";

    private const int LeadPercent = 30;

    /// <summary>The commands for a window: the first pane on the left and the others in a column, or all alike.</summary>
    /// <param name="window">As <c>@3</c>.</param>
    /// <param name="columns">Its width where the first is the leader's; null where no pane is more than the others.</param>
    internal static IReadOnlyList<string>[] Commands(string window, int? columns) =>
        columns is { } width
            ?
            [
                ["set-option", "-w", "-t", window, "main-pane-width", (width * LeadPercent / 100).ToString(CultureInfo.InvariantCulture)],
                ["select-layout", "-t", window, "main-vertical"],
            ]
            :
            [
                ["select-layout", "-t", window, "tiled"],
            ];

    /// <summary>Arranges a window anew.</summary>
    /// <param name="server">Its server.</param>
    /// <param name="window">Which; it may be gone.</param>
    /// <param name="withLeader">True where the first pane is the leader's; null for as it was opened.</param>
    internal static void Apply(TmuxServer server, string window, bool? withLeader = null)
    {
        var about = server.Try(["display-message", "-p", "-t", window, $"#{{window_width}} #{{{LeadOption}}}"]);
        if (about.Ok && about.Output.TrimEnd('\n').Split(' ') is [var width, var lead] && Columns(width) is { } columns)
        {
            server.Try(Commands(window, withLeader ?? lead.Length > 0 ? columns : null));
        }
    }

    /// <summary>A width as tmux prints it.</summary>
    internal static int? Columns(string text) => int.TryParse(text, CultureInfo.InvariantCulture, out var columns) ? columns : null;
}
