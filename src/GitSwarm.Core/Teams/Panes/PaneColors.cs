namespace GitSwarm.Teams.Panes;

/// <summary>The colours of members as terminals write them.</summary>
internal static class PaneColors
{
    /// <summary>A colour of tmux; names where it has them, so that the user's palette is used.</summary>
    internal static string ForTmux(string color) =>
        color switch
        {
            "blue" or "green" or "yellow" or "cyan" or "red" => color,
            "purple" => "magenta",
            "orange" => "colour208",
            "pink" => "colour205",
            _ => "default",
        };

    /// <summary>Red, green and blue, each 0 to 255.</summary>
    internal static (byte Red, byte Green, byte Blue) Rgb(string color) =>
        color switch
        {
            "blue" => (0x3B, 0x78, 0xFF),
            "green" => (0x16, 0xC6, 0x0C),
            "yellow" => (0xF9, 0xD4, 0x1C),
            "purple" => (0xB4, 0x4A, 0xD8),
            "orange" => (0xFF, 0x87, 0x00),
            "pink" => (0xFF, 0x5F, 0xAF),
            "cyan" => (0x2A, 0xC3, 0xDE),
            "red" => (0xE7, 0x48, 0x56),
            _ => (0x80, 0x80, 0x80),
        };

    /// <summary>As <c>#3b78ff</c>.</summary>
    internal static string Hex(string color)
    {
        var (red, green, blue) = Rgb(color);
        return $"#{red:x2}{green:x2}{blue:x2}";
    }
}
