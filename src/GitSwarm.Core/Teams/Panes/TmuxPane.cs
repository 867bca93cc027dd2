using System.Globalization;

namespace GitSwarm.Teams.Panes;

/// <summary>A pane of a certain tmux server: another server on the same socket is another one.</summary>
/// <param name="Socket">The server's socket.</param>
/// <param name="Server">The server's process.</param>
/// <param name="Number">The pane in it, as <c>%3</c>; a server gives each number once.</param>
internal readonly record struct TmuxPane(string Socket, int Server, string Number)
{
    /// <summary>Reads an id, which may be that of another kind of terminal; null where it is none.</summary>
    internal static TmuxPane? Parse(string? id) =>
        id?.LastIndexOf(',') is { } last and > 0
        && id.LastIndexOf(',', last - 1) is var middle and > 0
        && int.TryParse(id.AsSpan(middle + 1, last - middle - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var server)
        && IsNumber(id[(last + 1)..])
            ? new TmuxPane(id[..middle], server, id[(last + 1)..])
            : null;

    /// <summary>The pane a process runs in, as <c>TMUX</c> and <c>TMUX_PANE</c> have it; null outside tmux.</summary>
    internal static TmuxPane? Of(string? tmux, string? pane) =>
        tmux?.LastIndexOf(',') is { } last and > 0 && pane is not null ? Parse($"{tmux[..last]},{pane}") : null;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Socket},{Server},{Number}");

    /// <summary>True for <c>%3</c>.</summary>
    internal static bool IsNumber(string text) => text.Length > 1 && text[0] == '%' && text.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;
}
