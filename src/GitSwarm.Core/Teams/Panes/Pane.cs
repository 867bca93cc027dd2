namespace GitSwarm.Teams.Panes;

/// <summary>A pane that was opened.</summary>
/// <param name="Id">Names it from anywhere on the machine; for tmux socket, process and number, as in <c>/tmp/tmux-1000/default,4711,%3</c>.</param>
/// <param name="Session">The session of the terminal it is in; null where there are none.</param>
/// <param name="Window">The window it is in; null where that has no name.</param>
public sealed record Pane(string Id, string? Session, string? Window)
{
    /// <summary>What its terminal calls it, which others of that kind may have, too: <c>%3</c>.</summary>
    public string LocalId => Id[(Id.LastIndexOf(',') + 1)..];
}

/// <summary>What a pane is opened for.</summary>
public sealed record PaneRequest
{
    /// <summary>The team.</summary>
    public required string Team { get; init; }

    /// <summary>The clone the team is of, which tells apart the views of teams of one name; null for none.</summary>
    public string? CloneId { get; init; }

    /// <summary>Whose pane it is.</summary>
    public required string Name { get; init; }

    /// <summary>The member's colour, one of <see cref="TeamLimits.Colors"/>.</summary>
    public required string Color { get; init; }

    /// <summary>Where the command runs: a directory that is there.</summary>
    public required string Directory { get; init; }

    /// <summary>Program and arguments, which arrive as they are: no shell reads them.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>The leader's pane; null for the one this process is in.</summary>
    public string? LeadPane { get; init; }

    /// <summary>True where the team has panes already; only a terminal that cannot be asked has to be told.</summary>
    public bool HasOthers { get; init; }
}

/// <summary>The world as backends see it.</summary>
/// <param name="Variables">Every variable their programs get, and with them a new tmux server and all it starts.</param>
/// <param name="Find">The absolute path of a program of a name; null where there is none.</param>
public sealed record PaneOutside(IReadOnlyDictionary<string, string> Variables, Func<string, string?> Find)
{
    /// <summary>A variable; null where it is not set or empty.</summary>
    public string? Variable(string name) => Variables.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
}
