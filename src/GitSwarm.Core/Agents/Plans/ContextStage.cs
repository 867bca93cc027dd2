using GitSwarm.Agents.Definitions;

namespace GitSwarm.Agents.Plans;

/// <summary>Stage 2: where it works and what it may do.</summary>
internal static class ContextStage
{
    public static LaunchContext Of(LaunchPath path, LaunchRequest request, LaunchParent parent, LaunchScene scene, List<PlanNote> notes)
    {
        var definition = scene.Entry?.Definition;
        var isolation = IsolationOf(path, request, definition, notes);
        var background = IsBackground(path, request, parent, scene, notes);
        var (mode, note) = IsPlanFirst(path, request)
            ? (new PlannedValue(DefinitionWords.Of(PermissionMode.Plan), "call"), null)
            : Decided(parent, Asked(path, request, scene));
        if (note is not null)
        {
            notes.Add(note);
        }
        var asking = path == LaunchPath.Teammate ? OfTeammate(request, scene) : Permissions.Ask(request.MayAsk, ModeOf(mode), background);
        var worktree = isolation == Isolation.Worktree ? scene.NewWorktree : null;
        if (worktree is not null && scene.Settings.Hooks.ContainsKey(HookEvent.WorktreeCreate))
        {
            notes.Add(new PlanNote(null, "swarm.hook.WorktreeCreate makes the work tree, so its path and branch may be others"));
        }
        return new LaunchContext
        {
            Directory = worktree?.Path ?? scene.Facts.Directory,
            ParentDirectory = parent.Directory,
            Branch = worktree is null ? scene.Facts.Branch : worktree.Branch,
            Worktree = worktree,
            IsRemote = isolation == Isolation.Remote,
            Background = background,
            OmitProjectInstructions = definition?.OmitProjectInstructions == true,
            OmitGitStatus = definition?.OmitGitStatus == true,
            Mode = mode,
            MayAsk = asking.MayAsk,
            AsksParent = asking.AsksParent,
            ChecksFirst = asking.ChecksFirst,
        };
    }

    /// <summary>The mode that is asked for: the call's, else the definition's; a fork's questions go to its parent.</summary>
    public static AskedMode? Asked(LaunchPath path, LaunchRequest request, LaunchScene scene) =>
        request.Mode is { } call ? new AskedMode(call, "call", IsOfAdmin: false)
        : path == LaunchPath.Fork ? new AskedMode(PermissionMode.Bubble, "fork", IsOfAdmin: true)
        : scene.Entry is { Definition.PermissionMode: { } own } entry ? new AskedMode(own, "definition", entry.Origin.IsAdminTrusted)
        : null;

    /// <summary>True for a member that has to show a plan to its lead before it changes anything; no mode of the lead's lifts that.</summary>
    public static bool IsPlanFirst(LaunchPath path, LaunchRequest request) =>
        path == LaunchPath.Teammate && request.Mode == PermissionMode.Plan;

    /// <summary>True for a member whose program itself is shown in its pane; one that has to show a plan would there show it to its user.</summary>
    public static bool IsShown(LaunchRequest request, LaunchScene scene) =>
        scene.ShowsProgram && !IsPlanFirst(LaunchPath.Teammate, request);

    /// <summary>The mode of such a member once its plan was approved of: what it would have had without one.</summary>
    public static PlannedValue ModeAfterPlan(LaunchRequest request, LaunchParent parent, LaunchScene scene) =>
        Decided(parent, Asked(LaunchPath.Teammate, request with { Mode = null }, scene)).Mode;

    private static (PlannedValue Mode, PlanNote? Note) Decided(LaunchParent parent, AskedMode? asked) =>
        Permissions.Decide(parent.Mode, parent.Client is not null || parent.Run is not null, asked);

    /// <summary>A member asks whoever sits at its pane; where nobody does, its lead.</summary>
    private static Asking OfTeammate(LaunchRequest request, LaunchScene scene)
    {
        var may = request.MayAsk ?? true;
        var isHeld = may && !IsShown(request, scene);
        return new Asking(may, isHeld, isHeld);
    }

    private static Isolation? IsolationOf(LaunchPath path, LaunchRequest request, AgentDefinition? definition, List<PlanNote> notes)
    {
        var isolation = request.Isolation switch
        {
            AskedIsolation.None => null,
            AskedIsolation.Worktree => Isolation.Worktree,
            AskedIsolation.Remote => Isolation.Remote,
            // Members work at the same time.
            _ => definition?.Isolation ?? (path == LaunchPath.Teammate && request.Directory is null ? Isolation.Worktree : null),
        };
        if (request.Isolation is not null && definition?.Isolation is { } own && own != isolation)
        {
            notes.Add(new PlanNote(null, $"the definition's isolation {DefinitionWords.Of(own)} does not hold: the call's does"));
        }
        if (request.Directory is null || isolation != Isolation.Worktree)
        {
            return isolation;
        }
        notes.Add(new PlanNote(null, "no work tree is made: --cwd says where it works"));
        return null;
    }

    private static bool IsBackground(LaunchPath path, LaunchRequest request, LaunchParent parent, LaunchScene scene, List<PlanNote> notes)
    {
        if (path == LaunchPath.Teammate)
        {
            return true;
        }
        var why =
            request.Background ? "--background"
            : scene.Entry?.Definition?.Background == true ? "the definition's background"
            : path == LaunchPath.Fork ? "a fork's way"
            : parent.IsCoordinator ? "a coordinator's way"
            : null;
        if (why is null)
        {
            return false;
        }
        if (parent.IsInProcess)
        {
            throw new SwarmException(
                ErrorCode.CannotLaunch,
                $"a teammate in its lead's process starts nothing in the background ({why})",
                "start an agent in the foreground"
            );
        }
        if (!scene.Settings.Background)
        {
            notes.Add(new PlanNote(null, $"it runs in the foreground: swarm.background is false, and that beats {why}"));
        }
        return scene.Settings.Background;
    }

    private static PermissionMode ModeOf(PlannedValue mode) =>
        Enum.GetValues<PermissionMode>().First(m => DefinitionWords.Of(m) == mode.Value);
}
