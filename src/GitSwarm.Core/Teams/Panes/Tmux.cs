namespace GitSwarm.Teams.Panes;

/// <summary>Panes of tmux: beside the leader's where that is in tmux, else in a session of their own.</summary>
/// <remarks>
/// Who we are to a pane is on record in tmux itself, as its options: <c>@git-swarm-title</c> and <c>@git-swarm-color</c> of
/// a pane, from which the window's border styles take them, and <c>@git-swarm-window</c>, where it was opened; and
/// <c>@git-swarm-lead</c> of a window in which the first pane is the leader's.
/// </remarks>
/// <param name="outside">The world.</param>
public sealed class Tmux(PaneOutside outside) : IPaneBackend
{
    // We name the server on every call; and what a new server starts must not take itself to be in this one.
    private readonly PaneProgram program = new("tmux", outside, "TMUX", "TMUX_PANE");

    /// <inheritdoc/>
    public string Type => PaneBackends.Tmux;

    /// <inheritdoc/>
    public string DisplayName => "tmux";

    /// <inheritdoc/>
    public bool CanHide => true;

    /// <inheritdoc/>
    public bool CanType => true;

    /// <inheritdoc/>
    public bool IsAvailable() => program.IsInstalled;

    /// <inheritdoc/>
    public bool IsInside() => outside.Variable("TMUX") is not null;

    /// <inheritdoc/>
    public Pane Open(PaneRequest request)
    {
        if (!Directory.Exists(request.Directory))
        {
            throw PaneProgram.Failed($"no such directory: {Texts.Cut(request.Directory, 200)}", "give one that is there");
        }
        var here = TmuxPane.Of(outside.Variable("TMUX"), outside.Variable("TMUX_PANE"));
        var lead =
            TmuxPane.Parse(request.LeadPane)
            ?? (here is { } h && request.LeadPane is { } l && TmuxPane.IsNumber(l) ? h with { Number = l } : here);
        var opened = lead is { } pane
            ? TmuxOpening.Beside(Server(pane), pane, request)
            : TmuxOpening.Apart(new TmuxServer(program, null), request);
        var id = opened.Id;
        EnableBorderStatus(id);
        SetTitle(id, request.Name, request.Color);
        Server(TmuxPane.Parse(id)!.Value)
            .Try(
                ["set-option", "-p", "-t", opened.LocalId, "@git-swarm-window", opened.Window!],
                ["set-option", "-p", "-t", opened.LocalId, "remain-on-exit", "off"],
                // It may have been quicker than that option.
                ["if-shell", "-F", "-t", opened.LocalId, "#{pane_dead}", $"kill-pane -t {opened.LocalId}"]
            );
        return opened;
    }

    /// <inheritdoc/>
    public void TypeInto(string pane, string text) =>
        TmuxTyping.Type(
            Alive(pane) is { } p ? Server(p) : throw PaneProgram.Failed($"pane {Texts.Cut(pane, 100)} is gone", "start the member again"),
            TmuxPane.Parse(pane)!.Value.Number,
            text
        );

    /// <inheritdoc/>
    public string? Read(string pane) =>
        Alive(pane) is { } p && Server(p).Try(["capture-pane", "-p", "-t", p.Number]) is { Ok: true } shown ? shown.Output : null;

    /// <inheritdoc/>
    public void SetTitle(string pane, string title, string color)
    {
        // In a format, # begins an instruction.
        var name = Texts.Cut(title, 60).Replace("#", "##");
        Tell(
            pane,
            p =>
                [
                    ["select-pane", "-t", p, "-T", name],
                    ["set-option", "-p", "-t", p, "@git-swarm-title", name],
                    .. Color(p, color),
                ]
        );
    }

    /// <inheritdoc/>
    public void SetBorderColor(string pane, string color) => Tell(pane, p => Color(p, color));

    /// <inheritdoc/>
    public void EnableBorderStatus(string pane) =>
        Tell(
            pane,
            p =>
                [
                    ["set-option", "-w", "-t", p, "pane-border-status", "top"],
                    ["set-option", "-w", "-t", p, "pane-border-style", "fg=#{?@git-swarm-color,#{@git-swarm-color},default}"],
                    ["set-option", "-w", "-t", p, "pane-active-border-style", "fg=#{?@git-swarm-color,#{@git-swarm-color},green}"],
                ]
        );

    /// <inheritdoc/>
    public void Rebalance(string pane, bool withLeader)
    {
        if (Alive(pane) is { } p && Server(p) is var server && WindowOf(server, p) is { } window)
        {
            TmuxLayout.Apply(server, window, withLeader);
        }
    }

    /// <inheritdoc/>
    public bool IsAlive(string pane) => Alive(pane) is not null;

    /// <inheritdoc/>
    public void Kill(string pane)
    {
        if (TmuxPane.Parse(pane) is { } p && Server(p) is var server && WindowOf(server, p) is { } window)
        {
            server.Try(["kill-pane", "-t", p.Number]);
            TmuxLayout.Apply(server, window);
        }
    }

    /// <inheritdoc/>
    public bool Hide(string pane) => Alive(pane) is { } p && TmuxHiding.Hide(Server(p), p);

    /// <inheritdoc/>
    public bool Show(string pane, string? beside = null) =>
        Alive(pane) is { } p && TmuxHiding.Show(Server(p), p, Alive(beside) is { } b && b.Server == p.Server ? b : null);

    private static string? WindowOf(TmuxServer server, TmuxPane pane) =>
        server.Panes(pane.Server, "#{window_id}").FirstOrDefault(p => p.Number == pane.Number).Answer;

    private static IReadOnlyList<string>[] Color(string pane, string color) =>
        [
            ["set-option", "-p", "-t", pane, "@git-swarm-color", PaneColors.ForTmux(color)],
            [
                "set-option",
                "-p",
                "-t",
                pane,
                "pane-border-format",
                $" #[fg={PaneColors.ForTmux(color)},bold]#{{@git-swarm-title}}#[default] ",
            ],
        ];

    private TmuxServer Server(TmuxPane pane) => new(program, pane.Socket);

    private TmuxPane? Alive(string? id) =>
        TmuxPane.Parse(id) is { } pane && Server(pane).Panes(pane.Server, "#{pane_dead}").Contains((pane.Number, "0")) ? pane : null;

    private void Tell(string id, Func<string, IReadOnlyList<string>[]> commands)
    {
        if (Alive(id) is { } pane)
        {
            // One that ends meanwhile needs nothing any more.
            Server(pane).Try(commands(pane.Number));
        }
    }
}
