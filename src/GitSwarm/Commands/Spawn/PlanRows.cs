using GitSwarm.Agents.Plans;

namespace GitSwarm.Commands.Spawn;

/// <summary>A line of a plan for people.</summary>
/// <param name="Stage">Which of the seven stages.</param>
/// <param name="Field">What.</param>
/// <param name="Value">Its value, with what decided it.</param>
/// <param name="IsText">True for a text of several lines, to be shown below.</param>
internal sealed record PlanRow(string Stage, string Field, string Value, bool IsText = false);

/// <summary>A plan in lines: everything that is set, stage by stage.</summary>
internal static class PlanRows
{
    public static IEnumerable<PlanRow> Of(LaunchPlan plan)
    {
        (string Stage, (string Field, string? Value)[] Rows)[] stages =
        [
            ("1 identity", Identity(plan.Identity)),
            ("2 context", Context(plan.Context)),
            ("3 tools", Tools(plan.Tools, plan.Identity.Path)),
        ];
        return stages
            .SelectMany(s => s.Rows.Where(r => r.Value is { Length: > 0 }).Select(r => new PlanRow(s.Stage, r.Field, r.Value!)))
            .Concat(Prompt(plan.Prompt))
            .Concat(Hooks(plan.Hooks))
            .Concat(Execution(plan))
            .Append(new PlanRow("7 clean-up", "in this order", string.Join(", ", plan.CleanUp)));
    }

    public static IEnumerable<PlanRow> Notes(LaunchPlan plan) =>
        plan.Notes.Select(n => new PlanRow("notes", n.Rule is null ? "-" : $"[{n.Rule}]", n.Text));

    private static (string, string?)[] Identity(LaunchIdentity i) =>
        [
            ("agent", $"{i.Agent} ({i.Source})"),
            ("path", i.Path.ToString().ToLowerInvariant()),
            ("description", i.Description),
            ("name", i.Name),
            ("team", i.Team),
            ("color", i.Color),
            ("model", Value(i.Model)),
            ("effort", i.Effort),
            ("id", i.Id),
            ("parent", i.Parent ?? "a session that is made then"),
            ("parent run", i.ParentRun),
            ("inherits", i.Inherits is null ? null : $"the messages of {i.Inherits}"),
            ("file state", i.FileState),
        ];

    private static (string, string?)[] Context(LaunchContext c) =>
        [
            ("directory", c.Directory),
            ("branch", c.Branch ?? "(detached)"),
            ("new work tree", c.Worktree?.Path),
            ("remote", c.IsRemote ? "yes" : null),
            ("background", c.Background ? "yes" : "no"),
            ("mode", Value(c.Mode)),
            (
                "may ask",
                c.AsksParent ? (c.ChecksFirst ? "its parent, after rules and hooks" : "its parent")
                : c.MayAsk ? "its user"
                : "nobody"
            ),
            (
                "left out",
                string.Join(
                    ", ",
                    new[]
                    {
                        c.OmitProjectInstructions ? "the project's instructions" : null,
                        c.OmitGitStatus ? "the state of the work tree" : null,
                    }.OfType<string>()
                )
            ),
        ];

    private static (string, string?)[] Tools(LaunchTools t, LaunchPath path) =>
        [
            (
                "has",
                t.Names is null
                    ? path == LaunchPath.Fork
                        ? "its parent's"
                        : "all of the runner's"
                    : t.Names.Count == 0
                        ? "none"
                        : Joined(t.Names)
            ),
            ("of servers", t.HasServerTools ? "all" : "only those named, and of its own servers"),
            ("agents", t.AgentTypes is null ? null : Joined(t.AgentTypes)),
            ("allowed", Joined(t.Allow)),
            ("denied", Joined(t.Deny)),
            ("servers", Joined(t.Servers.Select(s => s.Name))),
            ("required", Joined(t.Required)),
            // One line for each reason, which names every tool it took.
            .. t
                .Dropped.GroupBy(d => (d.Layer, d.Why))
                .Select(g => ("dropped", (string?)$"{g.Key.Layer}, {g.Key.Why}: {Joined(g.Select(d => d.Tool))}")),
        ];

    private static IEnumerable<PlanRow> Prompt(LaunchPrompt p)
    {
        const string Stage = "4 prompt";
        yield return p.SystemText() is { } system
            ? new PlanRow(Stage, "system prompt, added to that of the program", system, IsText: true)
            : new PlanRow(Stage, "system", "its parent's");
        foreach (var part in p.Messages)
        {
            yield return new PlanRow(Stage, $"message: {part.Kind.ToString().ToLowerInvariant()}", part.Text, IsText: true);
        }
        if (p.Reminder is { } reminder)
        {
            yield return new PlanRow(Stage, "reminder, with every turn of its user", reminder, IsText: true);
        }
    }

    private static IEnumerable<PlanRow> Hooks(LaunchHooks h)
    {
        (string Event, IReadOnlyList<string> Commands)[] all =
        [
            (HookEvent.SubagentStart, h.Start),
            (HookEvent.SubagentStop, h.Stop),
            .. h.Client.Select(c => (c.Key, c.Value)),
        ];
        var rows = all.SelectMany(e => e.Commands.Select(c => new PlanRow("5 hooks", e.Event, c)));
        return rows.Concat(h.Definition is { } own ? [new PlanRow("5 hooks", "definition", own.GetRawText())] : [])
            .DefaultIfEmpty(new PlanRow("5 hooks", "none", ""));
    }

    private static IEnumerable<PlanRow> Execution(LaunchPlan plan)
    {
        var e = plan.Execution;
        (string Field, string? Value)[] rows =
        [
            ("runner", Value(e.Runner)),
            ("program", e.Program),
            ("held by", e.Member is { } member ? Value(member.Backend) : null),
            ("after its plan", e.Member?.ModeAfterPlan is { } mode ? Value(mode) : null),
            ("transcript", e.OutputFile),
            ("most turns", e.MaxTurns?.ToString()),
            ("time limit", e.TimeLimit is { } limit ? $"{limit} s" : null),
            ("in background", e.BackgroundAfter is { } after ? $"after {after} s" : null),
            ("result check", e.HandoffCheck),
        ];
        return rows.Where(r => r.Value is not null).Select(r => new PlanRow("6 execution", r.Field, r.Value!));
    }

    private static string Value(PlannedValue value) => $"{value.Value ?? "its own"} ({value.From})";

    private static string Joined(IEnumerable<string> words) => string.Join(", ", words);
}
