using GitSwarm.Agents.Plans;

namespace GitSwarm.Agents.Runners;

/// <summary>Where files of one run lie.</summary>
internal static class RunnerFiles
{
    /// <summary>The path of one, such as <c>settings.json</c>.</summary>
    public static string Path(LaunchPlan plan, string name) =>
        System.IO.Path.Combine(plan.Execution.Directory, $"{plan.Identity.Id}.{name}");
}
