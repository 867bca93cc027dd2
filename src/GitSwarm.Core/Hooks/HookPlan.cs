namespace GitSwarm.Hooks;

/// <summary>What a step does for one event.</summary>
public enum HookAction
{
    /// <summary>Creates the file in the hooks directory.</summary>
    Write,

    /// <summary>Brings an older text of ours, or one for another program, up to date.</summary>
    Upgrade,

    /// <summary>Inserts our block into somebody else's file.</summary>
    Chain,

    /// <summary>Sets <c>hook.swarm-&lt;event&gt;.*</c> in the repository's config.</summary>
    Config,

    /// <summary>Nothing to do: the hook reaches git-swarm.</summary>
    Already,

    /// <summary>Leaves somebody else's file alone; the advice says how to combine.</summary>
    Foreign,

    /// <summary>The hooks directory lies in a work tree, where files are the project's; the advice has the line to add.</summary>
    InsideWorktree,

    /// <summary>The hooks directory lies outside the repository and may serve others; the advice has the line to add.</summary>
    Outside,

    /// <summary>Takes our file, block or config out.</summary>
    Remove,
}

/// <summary>One thing to do, or deliberately not to do.</summary>
/// <param name="Event">The git hook; empty for a step that concerns all of them.</param>
/// <param name="Action">What kind of step it is.</param>
/// <param name="Path">The file (absolute), or the config section for <see cref="HookAction.Config"/>.</param>
/// <param name="Text">What it does, in the imperative, without a final dot: "write /r/.git/hooks/pre-commit".</param>
/// <param name="Undo">A command or sentence that takes it back; null when nothing changes.</param>
/// <param name="Advice">Lines for the user to act on; empty mostly.</param>
/// <param name="Changes">What <see cref="GitHooks.Apply"/> does, in order.</param>
public sealed record HookStep(
    string Event,
    HookAction Action,
    string Path,
    string Text,
    string? Undo,
    IReadOnlyList<string> Advice,
    IReadOnlyList<HookChange> Changes
);

/// <summary>Every step, decided before the first one is done.</summary>
/// <param name="Steps">In the order they are done.</param>
public sealed record HookPlan(IReadOnlyList<HookStep> Steps)
{
    /// <summary>False when applying it would touch nothing.</summary>
    public bool ChangesAnything => Steps.Any(s => s.Changes.Count > 0);

    /// <summary>The events that will not reach git-swarm unless the user acts.</summary>
    public IEnumerable<string> Missing =>
        Steps.Where(s => s.Action is HookAction.Foreign or HookAction.InsideWorktree or HookAction.Outside).Select(s => s.Event);
}
