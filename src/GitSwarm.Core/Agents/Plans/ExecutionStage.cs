namespace GitSwarm.Agents.Plans;

/// <summary>Stage 6: what plays it, and how long.</summary>
internal static class ExecutionStage
{
    public static LaunchExecution Of(LaunchPath path, LaunchRequest request, LaunchParent parent, LaunchScene scene, LaunchContext context)
    {
        var files = Path.Combine(scene.RunsDirectory, scene.Id);
        var environment = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [LaunchVariables.Run] = scene.Id,
            [LaunchVariables.Plan] = files + ".plan.json",
        };
        // What a worker starts is below a worker, too: a mark that ended there would let forks fork by a detour.
        if (path == LaunchPath.Fork || parent.HasForkMark)
        {
            environment[LaunchVariables.Fork] = "1";
        }
        return new LaunchExecution
        {
            Runner = new PlannedValue(scene.Runner.Runner.Name, scene.Runner.From),
            Program = scene.Runner.Program,
            Directory = scene.RunsDirectory,
            OutputFile = files + ".jsonl",
            MaxTurns = scene.Entry?.Definition?.MaxTurns,
            TimeLimit = request.TimeLimit,
            BackgroundAfter = context.Background || !scene.Settings.Background ? null : scene.Settings.AutoBackground,
            ProgressAfter = scene.Settings.Progress > 0 ? scene.Settings.Progress : null,
            Member = path == LaunchPath.Teammate ? MemberOf(request, parent, scene) : null,
            Questions = context.AsksParent ? new ParentQuestions(scene.OwnProgram, scene.Settings.AskLimit) : null,
            HandoffCheck = scene.Settings.HandoffCheck,
            Environment = environment,
        };
    }

    private static LaunchMember MemberOf(LaunchRequest request, LaunchParent parent, LaunchScene scene) =>
        new()
        {
            Backend = scene.Backend,
            IsInteractive = ContextStage.IsShown(request, scene),
            Program = scene.OwnProgram,
            ModeAfterPlan = ContextStage.IsPlanFirst(LaunchPath.Teammate, request)
                ? ContextStage.ModeAfterPlan(request, parent, scene)
                : null,
        };
}
