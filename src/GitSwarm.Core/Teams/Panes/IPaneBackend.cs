namespace GitSwarm.Teams.Panes;

/// <summary>A terminal that shows the members of a team beside each other, each in a pane of its own.</summary>
/// <remarks>
/// Contract: a pane is named by its <see cref="Pane.Id"/>, which says all that is needed to find it again from anywhere
/// on the machine. The ends of panes are no errors: what is asked of one that is gone does nothing, except that nothing
/// can be typed into it. Failures are one line and say what to do next (<see cref="SwarmException"/>).
/// </remarks>
public interface IPaneBackend
{
    /// <summary>Its name, as a team's record and the override variable have it: one of <see cref="PaneBackends.Types"/>.</summary>
    string Type { get; }

    /// <summary>What people call it.</summary>
    string DisplayName { get; }

    /// <summary>True where panes can be put out of sight and brought back.</summary>
    bool CanHide { get; }

    /// <summary>True where text can be typed into a pane.</summary>
    bool CanType { get; }

    /// <summary>True where its program is installed.</summary>
    bool IsAvailable();

    /// <summary>True where this process runs in it.</summary>
    bool IsInside();

    /// <summary>Opens a pane that runs a command: named, coloured, in its place in the team's view.</summary>
    /// <exception cref="SwarmException">It cannot be opened.</exception>
    Pane Open(PaneRequest request);

    /// <summary>Types a text as one bracketed paste, and Enter on its own once the text was seen to arrive.</summary>
    /// <param name="pane">Which.</param>
    /// <param name="text">What; tabs and line ends stay, other control characters do not.</param>
    /// <exception cref="SwarmException">It was not taken, or the terminal cannot type.</exception>
    void TypeInto(string pane, string text);

    /// <summary>What a pane shows, as text; null where it is gone or that cannot be told.</summary>
    string? Read(string pane);

    /// <summary>Says in a pane's border whose it is.</summary>
    /// <param name="pane">Which.</param>
    /// <param name="title">The name.</param>
    /// <param name="color">One of <see cref="TeamLimits.Colors"/>.</param>
    void SetTitle(string pane, string title, string color);

    /// <summary>Colours the border of a pane.</summary>
    void SetBorderColor(string pane, string color);

    /// <summary>Shows titles in the borders of the view a pane is in.</summary>
    void EnableBorderStatus(string pane);

    /// <summary>Gives all panes of a view their fair share.</summary>
    /// <param name="pane">One of the view.</param>
    /// <param name="withLeader">True to leave the left to the first of them, the leader's.</param>
    void Rebalance(string pane, bool withLeader);

    /// <summary>True while the program in a pane runs, and where that cannot be told.</summary>
    bool IsAlive(string pane);

    /// <summary>Closes a pane, which ends its program, if it is still there.</summary>
    void Kill(string pane);

    /// <summary>Puts a pane out of sight; its program goes on. False where that cannot be.</summary>
    bool Hide(string pane);

    /// <summary>Brings a hidden pane back to its view, or to the one of another pane. False where that cannot be.</summary>
    /// <param name="pane">Which.</param>
    /// <param name="beside">A pane of the view it is to come to, where the one it came from may be gone.</param>
    bool Show(string pane, string? beside = null);
}
