using System.Diagnostics;
using GitSwarm.Agents.Plans;
using GitSwarm.Agents.Runs;
using GitSwarm.Requests;
using GitSwarm.Store;

namespace GitSwarm.Agents.Members;

/// <summary>A member's next turn.</summary>
/// <param name="Plan">What its program is started with.</param>
/// <param name="Text">What it is told.</param>
/// <param name="Given">To be called once it was.</param>
public sealed record NextTurn(LaunchPlan Plan, string Text, Action Given);

/// <summary>What a member does between its turns: it says that it is idle, waits for mail, and ends when it agreed to, is stopped, or its lead is gone.</summary>
/// <remarks>
/// One that was asked to end is given a turn to answer in; a turn that ends without an answer is a yes. A plan waits for the lead's
/// word, and mail may come in between. What is waited for are changes of refs; nobody polls git.
/// </remarks>
/// <param name="scene">The member.</param>
/// <param name="files">Files of runs.</param>
/// <param name="control">Whether it has to end.</param>
/// <param name="stands">Puts on record whether it is at work.</param>
/// <param name="tell">Takes what goes wrong, in one line.</param>
public sealed class MemberLife(MemberScene scene, RunFiles files, RunControl control, Action<bool> stands, Action<string> tell)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>A look at the records though nothing seems to have changed: time may have ended something.</summary>
    private static readonly TimeSpan Slowest = TimeSpan.FromSeconds(30);

    private readonly MemberMail mail = new(scene);
    private readonly MemberLeave leave = new(new MemberMail(scene), files, control.Run);
    private readonly StoreTrouble trouble = new(tell);

    /// <summary>Plans the lead has not answered, the last one last: mail may come in between, and with it another plan.</summary>
    private readonly List<string> plansAsked = [];
    private string? stopped;
    private bool isReported;

    /// <summary>Why it ended; null where nobody ended it.</summary>
    public string? Why => stopped ?? leave.Why;

    /// <summary>After a turn: reports it, and waits for the next.</summary>
    /// <param name="plan">The plan of the turn that is over.</param>
    /// <param name="turn">How that ended.</param>
    /// <param name="end">How it ends, where there is no next turn.</param>
    /// <returns>The next turn; null where there is none.</returns>
    public NextTurn? After(LaunchPlan plan, Verdict turn, out Verdict end)
    {
        // It did what it was there for.
        end = turn with
        {
            State = RunState.Completed,
            Error = null,
        };
        if (turn.State == RunState.Killed)
        {
            stopped = turn.Error ?? "it was stopped";
            end = turn;
            return null;
        }
        using var watch = new RefWatch(scene.Repository, Slowest);
        var looked = Stopwatch.GetTimestamp();
        isReported = false;
        for (
            var look = true;
            !leave.HasLeft();
            look = watch.Wait(Pause) || trouble.IsRetryDue || Stopwatch.GetElapsedTime(looked) > Slowest
        )
        {
            var why = control.Look();
            var step = why == Interruption.None && look ? trouble.Try(() => Look(plan, turn)) : null;
            looked = look ? Stopwatch.GetTimestamp() : looked;
            why = step?.Why ?? why;
            if (why != Interruption.None)
            {
                stopped = control.Reason(why);
                end = new Verdict(RunState.Killed, turn.Content, stopped, turn.Usage);
                return null;
            }
            if (step is { IsEnd: true } or { Next: not null })
            {
                return step.Next;
            }
        }
        return null;
    }

    /// <summary>What a look at the records comes to.</summary>
    private sealed record Step(NextTurn? Next = null, Interruption Why = Interruption.None, bool IsEnd = false);

    private Step Look(LaunchPlan plan, Verdict turn)
    {
        if (!isReported)
        {
            if (leave.Agree(leave.Open()))
            {
                return new Step(IsEnd: true);
            }
            Report(plan, turn);
            isReported = true;
            stands(false);
        }
        if (scene.EndsWithLead && !mail.HasLead(out _))
        {
            // It left, and its process goes on.
            return new Step(Why: Interruption.LeadGone);
        }
        if (Next(plan) is not { } next)
        {
            return new Step();
        }
        stands(true);
        return new Step(next);
    }

    private void Report(LaunchPlan plan, Verdict turn)
    {
        var said = string.Join("\n\n", turn.Content);
        if (turn.State == RunState.Completed && plan.Execution.Member?.ModeAfterPlan is not null)
        {
            var id = scene.NewId();
            mail.Ask(id, said);
            plansAsked.Add(id);
            return;
        }
        mail.Idle(
            turn.State == RunState.Completed
                ? new IdleNotice(scene.AgentId, IdleNotice.Available, said)
                : new IdleNotice(scene.AgentId, IdleNotice.Failed, turn.Error)
        );
    }

    private NextTurn? Next(LaunchPlan plan)
    {
        var inflow = mail.Read();
        foreach (var id in plansAsked.AsEnumerable().Reverse())
        {
            if (mail.AnswerTo(inflow, id) is { } answer)
            {
                var which = id == plansAsked[^1] ? "Your plan" : "An earlier plan of yours";
                plansAsked.Clear();
                return new NextTurn(answer.Yes ? plan.Approved() : plan, AboutPlan(which, answer), () => { });
            }
        }
        return TurnText.Of(inflow, mail.ToEnd(inflow), scene.Now().At) is { } told
            ? new NextTurn(plan, told.Text, () => mail.Record(inflow, told.Put))
            : null;
    }

    private static string AboutPlan(string which, Answer answer)
    {
        var why = answer.Why is { Length: > 0 } said ? $": {Texts.Cut(said, RequestFields.LongestReason)}" : ".";
        return answer.Yes ? $"{which} was approved{why}\nCarry it out now." : $"{which} was not approved{why}\nShow another plan.";
    }
}
