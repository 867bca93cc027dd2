using System.Text.Json;

namespace GitSwarm.Teams.Panes;

/// <summary>Panes of iTerm2, by the command <c>it2</c>: the leader's tab, the leader on the left, members in a column on the right.</summary>
/// <remarks>
/// it2 starts a shell in a pane and types for us; so a command goes through that shell, quoted. It can neither hide panes
/// nor resize them, and colours the tab only by what the shell prints first.
/// </remarks>
/// <param name="outside">The world.</param>
public sealed class ITerm(PaneOutside outside) : IPaneBackend
{
    private const string Made = "Created new pane: ";
    private readonly PaneProgram program = new("it2", outside);

    /// <inheritdoc/>
    public string Type => PaneBackends.ITerm;

    /// <inheritdoc/>
    public string DisplayName => "iTerm2";

    /// <inheritdoc/>
    public bool CanHide => false;

    /// <inheritdoc/>
    public bool CanType => true;

    /// <inheritdoc/>
    public bool IsAvailable() => program.IsInstalled;

    /// <inheritdoc/>
    public bool IsInside() => outside.Variable("TERM_PROGRAM") == "iTerm.app";

    /// <inheritdoc/>
    public Pane Open(PaneRequest request)
    {
        var lead = request.LeadPane ?? Unprefixed(outside.Variable("ITERM_SESSION_ID"));
        // The last of the leader's tab is the lowest of the column, if it is not the leader's own.
        var last = lead is null ? null : ITermSession.InTabOf(lead, Sessions()).LastOrDefault(s => s != lead);
        string[] where = (last ?? lead) is { } target ? ["-s", target] : [];
        string[] upright = last is null ? ["-v"] : [];
        var said = Ask(["session", "split", .. upright, .. where]);
        var id = said.Split('\n').FirstOrDefault(l => l.StartsWith(Made, StringComparison.Ordinal))?[Made.Length..].Trim();
        if (string.IsNullOrEmpty(id))
        {
            throw PaneProgram.Failed($"it2 session split did not say which pane it made: {Texts.Cut(said, 100)}", "look at it2 --version");
        }
        Ask(["session", "set-name", "-s", id, "--", Texts.Cut(request.Name, 60)]);
        Ask(["session", "run", "-s", id, "--", ITermShell.Line(request)]);
        return new Pane(id, null, null);
    }

    /// <inheritdoc/>
    public void TypeInto(string pane, string text)
    {
        var clean = PaneTexts.Clean(text);
        var before = Ask(["session", "read", "-s", pane]);
        Ask(["session", "send", "-s", pane, "--", $"\e[200~{clean}\e[201~"]);
        var pasted = PaneWatch.Await(pane, before, clean, () => Read(pane));
        Ask(["session", "send", "-s", pane, "--", "\r"]);
        PaneWatch.Await(pane, pasted, null, () => Read(pane));
    }

    /// <inheritdoc/>
    public string? Read(string pane) => program.Run(["session", "read", "-s", pane]) is { Ok: true } answer ? answer.Output : null;

    /// <inheritdoc/>
    public void SetTitle(string pane, string title, string color) =>
        program.Run(["session", "set-name", "-s", pane, "--", Texts.Cut(title, 60)]);

    /// <summary>Does nothing: it2 has no command for it.</summary>
    public void SetBorderColor(string pane, string color) { }

    /// <summary>Does nothing: whether panes have titles is a setting of iTerm2.</summary>
    public void EnableBorderStatus(string pane) { }

    /// <summary>Does nothing: it2 has no command for it, and iTerm2 halves the pane that is split.</summary>
    public void Rebalance(string pane, bool withLeader) { }

    /// <inheritdoc/>
    public bool IsAlive(string pane) => Sessions().Any(s => s.Id == pane);

    /// <inheritdoc/>
    public void Kill(string pane) => program.Run(["session", "close", "-f", "-s", pane]);

    /// <inheritdoc/>
    public bool Hide(string pane) => false;

    /// <inheritdoc/>
    public bool Show(string pane, string? beside = null) => false;

    // ITERM_SESSION_ID is w0t1p2:<id>.
    private static string? Unprefixed(string? variable) => variable is null ? null : variable[(variable.LastIndexOf(':') + 1)..];

    private List<ITermSession> Sessions()
    {
        var answer = program.Run(["session", "list", "--json"]);
        try
        {
            return answer.Ok ? ITermSession.Read(answer.Output) : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private string Ask(IReadOnlyList<string> arguments)
    {
        var answer = program.Run(arguments);
        return answer.Ok
            ? answer.Output
            : throw PaneProgram.Failed(
                $"it2 {arguments[0]} {arguments[1]} failed: {answer.Said}",
                "switch on iTerm2's Python API, or use GIT_SWARM_TEAMMATE_MODE=in-process"
            );
    }
}
