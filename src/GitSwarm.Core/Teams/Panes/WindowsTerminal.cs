namespace GitSwarm.Teams.Panes;

/// <summary>Panes of Windows Terminal, by <c>wt.exe</c>: in the leader's window, the leader on the left, members in a column on the right.</summary>
/// <remarks>
/// wt.exe opens panes and tells nothing about them. So a pane's id is only a name; nothing can be typed into it, its own end
/// closes it, and whether it is there is for others to tell, by the process in it.
/// </remarks>
/// <param name="outside">The world.</param>
public sealed class WindowsTerminal(PaneOutside outside) : IPaneBackend
{
    private readonly PaneProgram program = new("wt.exe", outside);

    /// <inheritdoc/>
    public string Type => PaneBackends.WindowsTerminal;

    /// <inheritdoc/>
    public string DisplayName => "Windows Terminal";

    /// <inheritdoc/>
    public bool CanHide => false;

    /// <inheritdoc/>
    public bool CanType => false;

    /// <inheritdoc/>
    public bool IsAvailable() => program.IsInstalled;

    /// <inheritdoc/>
    public bool IsInside() => outside.Variable("WT_SESSION") is not null;

    /// <inheritdoc/>
    public Pane Open(PaneRequest request)
    {
        var answer = program.Run(Arguments(request, outside.Variable("WSL_DISTRO_NAME")));
        return answer.Ok
            ? new Pane($"wt:{Guid.CreateVersion7()}", null, IsInside() ? "0" : View(request))
            : throw PaneProgram.Failed(
                $"wt.exe opens no pane: {answer.Said}",
                "look at Windows Terminal, or use GIT_SWARM_TEAMMATE_MODE=in-process"
            );
    }

    /// <summary>Refuses: there is no way to type into a pane of Windows Terminal.</summary>
    public void TypeInto(string pane, string text) =>
        throw PaneProgram.Failed("Windows Terminal does not let others type into a pane", "send the member a message instead");

    /// <summary>Does nothing: a title is given when the pane is opened.</summary>
    public void SetTitle(string pane, string title, string color) { }

    /// <summary>Does nothing: a colour is given when the pane is opened.</summary>
    public void SetBorderColor(string pane, string color) { }

    /// <summary>Does nothing: the tab shows the title of the pane that has the focus.</summary>
    public void EnableBorderStatus(string pane) { }

    /// <summary>Does nothing: wt.exe has no command for it.</summary>
    public void Rebalance(string pane, bool withLeader) { }

    /// <summary>True: it cannot be told.</summary>
    public bool IsAlive(string pane) => true;

    /// <summary>Does nothing: the end of its program closes the pane.</summary>
    public void Kill(string pane) { }

    /// <inheritdoc/>
    public string? Read(string pane) => null;

    /// <inheritdoc/>
    public bool Hide(string pane) => false;

    /// <inheritdoc/>
    public bool Show(string pane, string? beside = null) => false;

    private static string View(PaneRequest request) => $"git-swarm-{request.Team}" + (request.CloneId is { } clone ? $"-{clone}" : "");

    private IEnumerable<string> Arguments(PaneRequest request, string? linux)
    {
        string[] look = ["--title", Texts.Cut(request.Name, 60), "--suppressApplicationTitle", "--tabColor", PaneColors.Hex(request.Color)];
        // Inside a Linux of Windows, directory and program are of that Linux.
        string[] command = linux is null
            ? ["-d", request.Directory, "--", .. request.Command]
            : ["--", "wsl.exe", "-d", linux, "--cd", request.Directory, "--exec", .. request.Command];
        return IsInside()
            ?
            [
                .. Escaped(["-w", "0"]),
                // wt splits the pane that has the focus, which the leader gets back.
                .. request.HasOthers ? ["move-focus", "right", ";", "split-pane", "-H"] : new[] { "split-pane", "-V", "-s", "0.7" },
                .. Escaped([.. look, .. command]),
                ";",
                "move-focus",
                "left",
            ]
            : Escaped(["-w", View(request), request.HasOthers ? "split-pane" : "new-tab", .. look, .. command]);
    }

    private static IEnumerable<string> Escaped(string[] words) => words.Select(Escape);

    private static string Escape(string word) =>
        // wt puts words back together with spaces, and quotes around those that have some, and nothing more.
        word.Length == 0
        || word.Contains('"')
        || (word.Contains(' ') && word.EndsWith('\\'))
            ? throw PaneProgram.Failed(
                $"Windows Terminal cannot pass on the argument '{Texts.Cut(word, 60)}'",
                "leave out quotes and empty arguments, or use GIT_SWARM_TEAMMATE_MODE=in-process"
            )
            : word.Replace(";", @"\;");
}
