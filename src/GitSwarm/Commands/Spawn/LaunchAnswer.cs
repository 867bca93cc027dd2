using System.Globalization;
using System.Text.Json.Serialization;
using GitSwarm.Agents.Plans;
using GitSwarm.Agents.Runs;
using GitSwarm.Cli;
using GitSwarm.Commands.Runs;
using GitSwarm.Teams;
using GitSwarm.Teams.Panes;

namespace GitSwarm.Commands.Spawn;

/// <summary>The answers of <c>spawn</c>, told apart by <c>status</c>.</summary>
internal static class LaunchAnswer
{
    /// <summary>It goes on in the background.</summary>
    /// <param name="host">The composed command.</param>
    /// <param name="plan">The plan; null where the run was launched before.</param>
    /// <param name="run">The run.</param>
    public static int Launched(SwarmHost host, LaunchPlan? plan, RunRecord run)
    {
        if (host.Output.Json)
        {
            var body = new LaunchedBody(
                "async_launched",
                run.Id,
                run.Description,
                TaskOf(plan),
                run.OutputFile,
                plan?.Identity.ParentCanRead ?? true
            );
            host.Output.Answer(body, LaunchJson.Default.LaunchedBody);
        }
        var id = ShortId.Of(run.Id);
        host.Output.Did($"run {id} goes on in the background; see it with 'git swarm logs {id} -f', you are told when it ends");
        return ExitCode.Yes;
    }

    /// <summary>It is a member of a team now.</summary>
    /// <param name="host">The composed command.</param>
    /// <param name="plan">The plan, with what it is called.</param>
    /// <param name="run">The run.</param>
    /// <param name="member">What its team has of it.</param>
    /// <param name="pane">Where it is shown; null for none.</param>
    public static int Spawned(SwarmHost host, LaunchPlan plan, RunRecord run, TeamMember member, Pane? pane)
    {
        var backend = plan.Execution.Member!.Backend.Value!;
        var planFirst = plan.Execution.Member.ModeAfterPlan is not null;
        if (host.Output.Json)
        {
            var body = new SpawnedBody(
                "teammate_spawned",
                member.AgentId,
                run.Id,
                member.Name,
                member.Color,
                pane?.Session ?? backend,
                pane?.Window ?? backend,
                pane?.Id ?? backend,
                plan.Identity.Team!,
                planFirst,
                backend,
                TaskOf(plan),
                run.OutputFile
            );
            host.Output.Answer(body, LaunchJson.Default.SpawnedBody);
        }
        var where = pane is null ? "" : $" in a pane of {backend}";
        var first = planFirst ? "; it shows a plan first" : "";
        host.Output.Did($"{member.AgentId} is at work{where}{first}; it is run {ShortId.Of(run.Id)}, you are told when its turn ends");
        return ExitCode.Yes;
    }

    /// <summary>It ended, and this is what it said.</summary>
    public static int Ended(SwarmHost host, LaunchPlan? plan, Run run, IReadOnlyList<string> content)
    {
        var r = run.Record;
        var done = run.State == RunState.Completed;
        var took = (r.Ended ?? host.Now) - r.Launched;
        if (host.Output.Json)
        {
            var body = new EndedBody(
                run.State.Word(),
                TaskOf(plan),
                [.. content.Select(c => new TextBlock("text", c))],
                r.Id,
                new UsageBody(r.Tokens, r.ToolUses, (long)took.TotalMilliseconds),
                r.Kept is null ? null : new WorktreeBody(r.Directory, TaskNotice.BranchOf(r), r.Kept),
                done ? null : r.Error,
                r.OutputFile
            );
            host.Output.Answer(body, LaunchJson.Default.EndedBody);
        }
        else
        {
            host.Output.Answer(string.Concat(content.Select(c => string.Join('\n', Texts.Lines(c)).TrimEnd() + "\n")));
            Tell(host, run, took);
        }
        return done ? ExitCode.Yes
            : run.State == RunState.Killed ? ExitCode.Interrupted
            : ExitCode.No;
    }

    private static void Tell(SwarmHost host, Run run, TimeSpan took)
    {
        var r = run.Record;
        if (r.Kept is { } kept)
        {
            host.Output.Narrate($"kept {r.Directory}: {kept}");
        }
        if (run.State != RunState.Completed)
        {
            host.Output.Refuse($"{Texts.Cut(r.Agent, 40)} {run.State.Word()}: {r.Error ?? "no reason given"}");
        }
        else if (host.Output.Terminal)
        {
            var tokens = r.Tokens is { } t ? $", {t.ToString("N0", CultureInfo.InvariantCulture)} tokens" : "";
            host.Output.Narrate($"completed in {(int)took.TotalSeconds}s{(r.ToolUses > 0 ? $", {r.ToolUses} tools" : "")}{tokens}");
        }
    }

    private static string? TaskOf(LaunchPlan? plan) => plan?.Prompt.Messages.LastOrDefault(m => m.Kind == PromptKind.Task)?.Text;
}

internal sealed record LaunchedBody(
    string Status,
    string AgentId,
    string Description,
    string? Prompt,
    string OutputFile,
    bool CanReadOutputFile
);

internal sealed record SpawnedBody(
    string Status,
    string TeammateId,
    string AgentId,
    string Name,
    string? Color,
    string TmuxSessionName,
    string TmuxWindowName,
    string TmuxPaneId,
    string TeamName,
    bool PlanModeRequired,
    string Backend,
    string? Prompt,
    string OutputFile
);

internal sealed record EndedBody(
    string Status,
    string? Prompt,
    IReadOnlyList<TextBlock> Content,
    string AgentId,
    UsageBody Usage,
    WorktreeBody? Worktree,
    string? Error,
    string OutputFile
);

internal sealed record TextBlock(string Type, string Text);

internal sealed record WorktreeBody(string? Path, string? Branch, string Reason);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Serialization
)]
[JsonSerializable(typeof(LaunchedBody))]
[JsonSerializable(typeof(SpawnedBody))]
[JsonSerializable(typeof(EndedBody))]
internal sealed partial class LaunchJson : JsonSerializerContext;
