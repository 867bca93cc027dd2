namespace GitSwarm.Agents.Plans;

/// <summary>Makes the plan of a launch: seven steps, each a pure function of the call, the scene and the steps before it.</summary>
public static class LaunchPlanner
{
    /// <summary>Plans.</summary>
    /// <param name="request">The call.</param>
    /// <param name="parent">Who calls.</param>
    /// <param name="scene">Everything else.</param>
    /// <exception cref="SwarmException">A rule refuses it.</exception>
    public static LaunchPlan Plan(LaunchRequest request, LaunchParent parent, LaunchScene scene)
    {
        var path = LaunchPaths.Of(request, parent, scene.Settings);
        AgentAccess.Check(LaunchPaths.AgentOf(path, request), parent);
        if (scene.Entry is { } entry)
        {
            AgentAccess.Check(entry, scene.Servers);
        }
        if (path == LaunchPath.Fork && scene.Runner.Runner is { CanFork: false, Name: var runner })
        {
            throw new SwarmException(
                ErrorCode.CannotLaunch,
                $"the runner {runner} cannot fork: it cannot go on where a session is",
                "name an agent instead; see 'git swarm agents'"
            );
        }
        var notes = new List<PlanNote>();
        var identity = IdentityStage.Of(path, request, parent, scene, notes);
        var context = ContextStage.Of(path, request, parent, scene, notes);
        var tools = ToolStage.Of(path, request, parent, scene, context, notes);
        var prompt = PromptStage.Of(path, request, scene, context, notes);
        var hooks = HookStage.Of(scene, notes);
        var plan = new LaunchPlan
        {
            Identity = identity,
            Context = context,
            Tools = tools,
            Prompt = prompt,
            Hooks = hooks,
            Execution = ExecutionStage.Of(path, request, parent, scene, context),
            CleanUp = CleanUpStage.Of(context, tools, prompt, hooks),
        };
        var gaps = scene.Runner.Runner.Gaps(plan).Select(g => new PlanNote(null, g));
        return plan with { Notes = [.. notes, .. FieldSupport.Notes(plan, scene.Entry?.Definition, scene.Runner.Runner), .. gaps] };
    }

    /// <summary>Refuses to start what can only be planned so far ([C7]).</summary>
    /// <exception cref="SwarmException">It cannot be started.</exception>
    public static void RequireLaunchable(LaunchPlan plan)
    {
        if (plan.Context.IsRemote)
        {
            throw new SwarmException(
                ErrorCode.CannotLaunch,
                "no remote host configured",
                "use --isolation worktree, or --isolation none to run it here"
            );
        }
    }
}
