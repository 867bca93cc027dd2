using System.Globalization;
using System.Text;
using System.Text.Json;
using GitSwarm.Agents.Members;
using GitSwarm.Agents.Plans;
using GitSwarm.Agents.Runners;
using GitSwarm.Sessions;
using GitSwarm.Sessions.Processes;

namespace GitSwarm.Agents.Runs;

/// <summary>Sees to one run from its start to its end, in a process of its own.</summary>
/// <remarks>
/// Contract: whatever happens, the run gets a verdict, unless this process is
/// killed: then its record names a dead supervisor, and anybody may end it (<see cref="Reaper"/>). Order at the end: its
/// processes, its worktree, its transcript, and last its record with the message, so that who is told finds all of it done.
/// </remarks>
public sealed class Supervisor(Supervision given)
{
    /// <summary>How long what a runner left behind may take to end.</summary>
    private static readonly TimeSpan LeftoverPatience = TimeSpan.FromSeconds(1);

    private readonly string id = given.Plan.Identity.Id;
    private LaunchPlan plan = given.Plan;
    private RunRecord run = given.Run;
    private readonly RunPulse pulse = new(given);
    private IReadOnlyDictionary<string, string> variables = given.Variables;
    private Func<string?> whyLeft = () => null;

    /// <summary>Does it.</summary>
    /// <returns>The run's record at the end; null where somebody else ended it.</returns>
    public RunRecord? Run()
    {
        using var transcript = new Transcript(plan.Execution.OutputFile);
        var log = new RunLog(transcript, given.Clock, given.Wake);
        var verdict = Work(log);
        // Whatever it started ends with it, or would go on editing with nobody to see to it.
        RunProcesses.End(id, given.ProcessId, LeftoverPatience);
        var kept = run.Worktree is { } made ? given.Leave(made) : null;
        log.End(verdict);
        if (given.Member is { } member)
        {
            var why = whyLeft() ?? verdict.Error ?? "its run is over";
            RunPulse.Try(() => new MemberMail(member).Leave(why));
        }
        var over = given.Runs().Finish(id, r => Over(r, verdict, kept), verdict.Content, isWaitedFor: !run.Background);
        given.Files.CleanUp(id);
        return over;
    }

    private static RunRecord Over(RunRecord before, Verdict verdict, string? kept) =>
        before with
        {
            State = verdict.State,
            Error = verdict.Error,
            Tokens = verdict.Usage.Tokens,
            // Some runners do not tell of tools at all.
            ToolUses = verdict.Usage.ToolUses > 0 ? verdict.Usage.ToolUses : null,
            Kept = kept,
            Worktree = kept is null ? null : before.Worktree,
        };

    private Verdict Work(RunLog log)
    {
        try
        {
            var control = new RunControl(id, given.Files, given.Runs, run.Caller, given.Clock, Limit, given.Stop)
            {
                IsLeadGone = given.Member is { EndsWithLead: true } held
                    ? new LeadWatch(held, ProcessTables.ForThisSystem()).IsGone
                    : () => false,
            };
            if (given.Make is { } make)
            {
                log.Step("making a worktree");
                Place(make(plan, given.Stop));
            }
            var (missing, why) = ServerWait.For(plan, given, control, log);
            if (why != Interruption.None)
            {
                return new Verdict(StateOf(why, null), [], control.Reason(why), new RunUsage(null, 0));
            }
            if (missing.Count > 0)
            {
                return Verdict.Failed(ServerWait.Reason(missing));
            }
            var hooks = new AgentHooks(plan, given.Variables, log.Step, given.Stop);
            plan = plan.With(hooks.Started());
            PlanFile.Write(given.Files.Plan(id), plan);
            if (given is { Member: { } shown, Terminal: { } terminal } && given.Runner.Terminal(plan) is { } face)
            {
                return Show(shown, terminal, face, control, log);
            }
            var first = given.Runner.Command(plan);
            return given.Member is { } member ? Live(member, first, hooks, control, log) : PlayOut(first, hooks, control, log);
        }
        catch (OperationCanceledException)
        {
            return new Verdict(RunState.Killed, [], RunControl.Reason(Interruption.Stop, null), new RunUsage(null, 0));
        }
        catch (SwarmException error)
        {
            return Verdict.Failed(error.Message);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Verdict.Failed(Texts.OneLine(error.Message));
        }
#pragma warning disable CA1031 // Whatever it is, the run gets a verdict, and its parent is told.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return Verdict.Failed($"BUG: {error.GetType().Name}: {Texts.Cut(error.Message, 200)}");
        }
    }

    private TimeSpan? Limit => plan.Execution.TimeLimit is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    private void Place(RunPlace place)
    {
        plan = plan.At(place.Worktree);
        run =
            given
                .Runs()
                .Change(
                    id,
                    r => r with { State = RunState.Running, Worktree = place.Made, Directory = place.Worktree.Path },
                    given.Agent(place.Worktree.Path),
                    new PresenceEdit { Moves = true }
                )
            ?? run;
    }

    /// <summary>Plays one turn after the other, as long as its team wants.</summary>
    private Verdict Live(MemberScene member, RunnerCommand first, AgentHooks hooks, RunControl control, RunLog log)
    {
        var life = new MemberLife(member, given.Files, control, Stands, log.Error);
        whyLeft = () => life.Why;
        variables = Numbered(1);
        var turn = PlayOut(first, hooks, control, log);
        Verdict end;
        for (var number = 2; life.After(plan, turn, out end) is { } next; number++)
        {
            plan = next.Plan;
            PlanFile.Write(given.Files.Plan(id), plan);
            variables = Numbered(number);
            log.Step($"turn {number}: {Texts.Cut(next.Text, 200)}");
            turn = PlayOut(given.Runner.Next(plan, log.ClientSession, next.Text), hooks, control, log, next.Given);
        }
        return end;
    }

    private Dictionary<string, string> Numbered(int turn) =>
        new(given.Variables, StringComparer.Ordinal) { [LaunchVariables.Turn] = turn.ToString(CultureInfo.InvariantCulture) };

    /// <summary>Lets its program show itself, and a person type into it, until it ends.</summary>
    private Verdict Show(MemberScene member, MemberTerminal terminal, RunnerCommand command, RunControl control, RunLog log)
    {
        var life = new TerminalLife(member, terminal, given.Files, control, log, Stands, () => pulse.Beat(run, plan, log));
        life.Prepare();
        foreach (var (path, content) in command.Files)
        {
            RunFiles.Write(path, Encoding.UTF8.GetBytes(content));
        }
        using var process = TerminalProcess.Start(command, plan.Context.Directory, variables);
        try
        {
            var why = life.Watch(process, TerminalLife.TaskOf(plan));
            whyLeft = () => life.Why;
            RunProcesses.End(id, given.ProcessId, why == Interruption.Kill ? TimeSpan.Zero : RunControl.Patience);
            return life.Verdict(process, why, Limit);
        }
        finally
        {
            process.Kill();
        }
    }

    private void Stands(bool atWork) => pulse.Stands(run, plan, atWork ? Activity.Active : Activity.Idle);

    /// <summary>Plays it until nothing keeps it from being done.</summary>
    private Verdict PlayOut(RunnerCommand command, AgentHooks hooks, RunControl control, RunLog log, Action? wasGiven = null)
    {
        for (var times = 0; ; times++)
        {
            var verdict = Play(command, control, log, wasGiven);
            wasGiven = null;
            if (
                verdict.State != RunState.Completed
                || times == AgentHooks.MostBlocks
                || hooks.Stopping(verdict.Content, times > 0) is not { } reason
                || given.Runner.Continue(plan, log.ClientSession, reason) is not { } again
            )
            {
                return verdict.State == RunState.Completed ? hooks.HandedOff(verdict) : verdict;
            }
            log.Step($"it goes on: {Texts.Cut(reason, 200)}");
            command = again;
        }
    }

    private Verdict Play(RunnerCommand command, RunControl control, RunLog log, Action? wasGiven)
    {
        foreach (var (path, content) in command.Files)
        {
            RunFiles.Write(path, Encoding.UTF8.GetBytes(content));
        }
        var output = given.Runner.Open(plan);
        using var process = RunnerProcess.Start(command, plan.Context.Directory, variables, line => Hear(output, line, log), log.Error);
        if (wasGiven is not null)
        {
            RunPulse.Try(wasGiven);
        }
        var why = Watch(process, control, log);
        if (why != Interruption.None)
        {
            RunProcesses.End(id, given.ProcessId, why == Interruption.Kill ? TimeSpan.Zero : RunControl.Patience);
            process.Kill();
            process.Wait(RunControl.Patience);
        }
        var (exitCode, lastErrors, _) = process.End();
        foreach (var path in command.Files.Keys)
        {
            File.Delete(path);
        }
        var result = output.End(exitCode, lastErrors);
        return new Verdict(StateOf(why, result), result.Content, control.Reason(why) ?? result.Error, result.Usage);
    }

    internal static RunState StateOf(Interruption why, RunResult? result) =>
        why switch
        {
            Interruption.None => result?.Done == true ? RunState.Completed : RunState.Failed,
            Interruption.TimeLimit => RunState.Failed,
            _ => RunState.Killed,
        };

    private Interruption Watch(RunnerProcess process, RunControl control, RunLog log)
    {
        while (!process.Wait(RunControl.Pause))
        {
            if (control.Look() is not Interruption.None and var why)
            {
                return why;
            }
            pulse.Beat(run, plan, log);
        }
        return Interruption.None;
    }

    private static void Hear(RunnerOutput output, string line, RunLog log)
    {
        try
        {
            foreach (var happened in output.Line(line))
            {
                log.Add(happened);
            }
        }
        catch (JsonException)
        {
            log.Add(new RunEvent(RunEventKind.Noise, line));
        }
    }
}
