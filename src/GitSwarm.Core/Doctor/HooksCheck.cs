using GitSwarm.Git;
using GitSwarm.Hooks;

namespace GitSwarm.Doctor;

/// <summary>Does each git hook reach git-swarm? Found out by running it.</summary>
/// <remarks>
/// Nothing is mended: the files may be another tool's, and <c>git swarm init</c> tells what it does to them. A repository
/// without any hook of ours is well, for <c>init --no-hooks</c> is a choice.
/// </remarks>
internal static class HooksCheck
{
    private const string Init = "git swarm init";

    public static IEnumerable<Finding> Look(Patient patient)
    {
        var hooks = new GitHooks(patient.Git.Process, patient.Repository, patient.GitVersion() ?? GitVersion.Oldest);
        var probes = HookEvents.Installed.Select(e => hooks.Probe(e, NewMark())).ToList();
        var traces = hooks.PlanRemoval().Steps.Where(s => s.Event.Length > 0).ToList();
        if (traces.Count == 0 && probes.All(p => p.Outcome == HookProbeOutcome.NotInstalled))
        {
            return [new Finding($"no git hooks installed ('{Init}' installs them)")];
        }
        var plan = hooks.Plan(patient.Program);
        var problems = probes
            .Select(p => (p.Event, Problem: Of(p, plan, patient)))
            .Where(p => p.Problem is not null)
            .GroupBy(p => p.Problem!, p => p.Event)
            .Select(g => new Finding($"{string.Join(", ", g)}: {g.Key.Detail}", g.Key.Fix))
            .ToList();
        return problems.Count > 0 ? problems : [new Finding(Healthy(probes))];
    }

    private static string Healthy(List<HookProbeResult> probes)
    {
        var byHand = probes.Where(p => p.Outcome == HookProbeOutcome.ByHand).Select(p => p.Event).ToList();
        var run = probes.Count - byHand.Count;
        return byHand.Count == 0
            ? $"all {run} git hooks reach git-swarm"
            : $"{run} git hooks reach git-swarm; not tried, for a line of your own calls it: {string.Join(", ", byHand)}";
    }

    private static Problem? Of(HookProbeResult probe, HookPlan plan, Patient patient)
    {
        var detail = Texts.OneLine(probe.Detail);
        var step = plan.Steps.First(s => s.Event == probe.Event && s.Action != HookAction.Remove);
        switch (probe.Outcome)
        {
            case HookProbeOutcome.Reached:
                return Reached(probe, plan, patient);
            case HookProbeOutcome.Missed:
                return new(detail, step.Advice.Count > 0 ? Joined(step) : Init);
            case HookProbeOutcome.Disabled when detail.Split(' ')[0] is var key && key.StartsWith("hook.", StringComparison.Ordinal):
                return new(detail, $"unset it ('git config --show-origin --get {key}' says where it is set)");
            case HookProbeOutcome.Disabled:
                return new(detail, Init);
            case HookProbeOutcome.NotInstalled:
                return Missing(step);
            default:
                return null;
        }
    }

    private static Problem? Reached(HookProbeResult probe, HookPlan plan, Patient patient)
    {
        var isConfig = probe.Detail == ConfigHooks.Section(probe.Event);
        if (isConfig && plan.Steps.FirstOrDefault(s => s.Event == probe.Event && s.Action == HookAction.Remove) is { } twice)
        {
            return new($"runs twice: it is in the config and in {Texts.OneLine(twice.Path)}", Init);
        }
        var text = isConfig
            ? ConfigFile.Read(Path.Combine(patient.Repository.CommonDir, "config"))[probe.Detail + ".command"]
            : File.ReadAllText(probe.Detail);
        return RecordedProgram.In(text ?? "", probe.Event) is { } program && !File.Exists(program)
            ? new($"names {Texts.OneLine(program)}, which is gone; another git-swarm on PATH answered", Init)
            : null;
    }

    private static Problem Missing(HookStep step) =>
        step.Action switch
        {
            HookAction.Foreign => new($"{Texts.OneLine(step.Path)} is not ours and does not call git-swarm", Joined(step)),
            HookAction.InsideWorktree or HookAction.Outside => new(
                $"core.hooksPath leads elsewhere, and {Texts.OneLine(step.Path)} does not call git-swarm",
                Joined(step)
            ),
            _ => new("not installed", Init),
        };

    private static string Joined(HookStep step) => Texts.OneLine(string.Join(' ', step.Advice));

    private static string NewMark() => Path.Combine(Path.GetTempPath(), "git-swarm-probe-" + Path.GetRandomFileName());

    /// <summary>What is wrong with a hook; the same for several events is told once.</summary>
    private sealed record Problem(string Detail, string Fix);
}
