namespace GitSwarm.Teams.Panes;

/// <summary>The line a shell in a new pane is given.</summary>
internal static class ITermShell
{
    /// <summary>Colours the tab, goes to the directory and becomes the command, so that the pane closes with it.</summary>
    internal static string Line(PaneRequest request)
    {
        var (red, green, blue) = PaneColors.Rgb(request.Color);
        var color = string.Concat(
            new[] { ("red", red), ("green", green), ("blue", blue) }.Select(c => $@"\033]6;1;bg;{c.Item1};brightness;{c.Item2}\a")
        );
        return $"printf '{color}'; cd {Quote(request.Directory)} && exec {string.Join(' ', request.Command.Select(Quote))}";
    }

    // In single quotes a POSIX shell takes everything as it is, except those.
    private static string Quote(string word) => "'" + word.Replace("'", @"'\''") + "'";
}
