using GitSwarm.Agents.Definitions;
using GitSwarm.Agents.Plans;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Agents.Plans;

/// <summary>What comes out for definitions, parents and runners, as a table for eyes.</summary>
public class PlanTableTests
{
    private static readonly (string Name, string Fields, DefinitionSource Source)[] Definitions =
    [
        ("plain", "", DefinitionSource.User),
        (
            "built-in, as Explore",
            "disallowedTools: Edit, Write, NotebookEdit, Agent, ExitPlanMode\nmodel: haiku\nomitGitStatus: true",
            DefinitionSource.BuiltIn
        ),
        ("planner", "tools: Read, Grep, ExitPlanMode\nmodel: inherit\npermissionMode: plan", DefinitionSource.Project),
        ("lead of others", "tools: Read, Agent(Explore, Plan)\nbackground: true", DefinitionSource.User),
        ("bypasser", "permissionMode: bypassPermissions\nisolation: worktree", DefinitionSource.User),
        ("asker", "permissionMode: bubble\nbackground: true\ncriticalReminder: Ask.", DefinitionSource.User),
    ];

    private static readonly (string Name, LaunchParent Parent)[] Parents =
    [
        ("a person", Launches.Person),
        ("claude, unknown mode", Launches.Claude),
        ("a run in mode plan", Launches.Claude with { Run = "r", Mode = PermissionMode.Plan, IsInteractive = false }),
        ("a run that bypasses", Launches.Claude with { Run = "r", Mode = PermissionMode.BypassPermissions, IsInteractive = false }),
    ];

    private static readonly TestRunner[] Runners =
    [
        Launches.Any,
        new("codex", "model", "permissionMode"),
        new("command", [.. FieldNames.InFiles]),
    ];

    [Fact]
    public void Definitions_by_parents_by_runners() =>
        Snapshots.Match(
            string.Join(
                '\n',
                from d in Definitions
                from p in Parents
                from r in Runners
                select Line(
                    d.Name,
                    p.Name,
                    r,
                    Launches.Plan(
                        d.Fields,
                        parent: p.Parent,
                        source: d.Source,
                        scene: s => s with { Entry = Trusted(s), Runner = new RunnerChoice(r, r.Name, "call") }
                    )
                )
            ),
            "table"
        );

    private static CatalogEntry Trusted(LaunchScene scene) => scene.Entry! with { IsTrusted = true };

    private static string Line(string definition, string parent, TestRunner runner, LaunchPlan plan)
    {
        var (context, tools) = (plan.Context, plan.Tools);
        var asks =
            context.AsksParent ? (context.ChecksFirst ? "checks, parent" : "parent")
            : context.MayAsk ? "user"
            : "nobody";
        var had = tools.Names!.Count <= 4 ? string.Join(' ', tools.Names) : $"{tools.Names.Count} of {AgentTools.Today.Count}";
        var dropped = string.Join(' ', tools.Dropped.GroupBy(d => d.Layer).Select(g => $"{g.Key}:{g.Count()}"));
        return $"{definition} | {parent} | {runner.Name}\n"
            + $"    {context.Mode.Value} ({context.Mode.From}), asks {asks}{(context.Background ? ", background" : "")}{(context.Worktree is null ? "" : ", work tree")}\n"
            + $"    model {plan.Identity.Model.Value ?? "-"} ({plan.Identity.Model.From}); tools {had}, dropped {dropped}\n"
            + string.Concat(plan.Notes.Select(n => $"    [{n.Rule ?? "-"}] {n.Text}\n"));
    }
}
