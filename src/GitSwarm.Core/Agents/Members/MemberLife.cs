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
public sealed class MemberLife(MemberScene scene, RunFiles files, RunControl control, Action<bool> stands)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>A look at the records though nothing seems to have changed: time may have ended something.</summary>
    private static readonly TimeSpan Slowest = TimeSpan.FromSeconds(30);

    private readonly MemberMail mail = new(scene);
    private readonly MemberLeave leave = new(new MemberMail(scene), files, control.Run);
    private string? planAsked;
    private string? stopped;

    /// <summary>Why it ended; null where nobody ended it.</summary>
    public string? Why => stopped ?? leave.Why;

    /// <summary>After a turn: reports it, and waits for the next.</summary>
    /// <param name="plan">The plan of the turn that is over.</param>
    /// <param name="turn">How that ended.</param>
    /// <param name="end">How it ends, where there is no next turn.</param>
    /// <returns>The next turn; null where there is none.</returns>
    public NextTurn? After(LaunchPlan plan, Verdict turn, out Verdict end)
    {
        end = turn;
        if (turn.State == RunState.Killed)
        {
            stopped = turn.Error ?? "it was stopped";
            return null;
        }
        if (!leave.HasLeft() && !leave.Agree(leave.Open()))
        {
            Report(plan, turn);
            stands(false);
            using var watch = new RefWatch(scene.Repository, Slowest);
            var looked = Stopwatch.GetTimestamp();
            for (var look = true; ; look = watch.Wait(Pause) || Stopwatch.GetElapsedTime(looked) > Slowest)
            {
                var why = control.Look();
                if (why == Interruption.None && look && scene.EndsWithLead && !mail.HasLead(out _))
                {
                    // It left, and its process goes on.
                    why = Interruption.LeadGone;
                }
                if (why != Interruption.None)
                {
                    stopped = control.Reason(why);
                    end = new Verdict(RunState.Killed, turn.Content, stopped, turn.Usage);
                    return null;
                }
                if (leave.HasLeft())
                {
                    break;
                }
                if (!look)
                {
                    continue;
                }
                looked = Stopwatch.GetTimestamp();
                if (Next(plan) is { } next)
                {
                    stands(true);
                    return next;
                }
            }
        }
        // It did what it was there for.
        end = turn with
        {
            State = RunState.Completed,
            Error = null,
        };
        return null;
    }

    private void Report(LaunchPlan plan, Verdict turn)
    {
        var said = string.Join("\n\n", turn.Content);
        if (turn.State == RunState.Completed && plan.Execution.Member?.ModeAfterPlan is not null)
        {
            planAsked = scene.NewId();
            mail.Ask(planAsked, said);
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
        if (planAsked is { } id && mail.AnswerTo(inflow, id) is { } answer)
        {
            planAsked = null;
            return new NextTurn(answer.Yes ? plan.Approved() : plan, AboutPlan(answer), () => { });
        }
        return TurnText.Of(inflow, mail.ToEnd(inflow), scene.Now().At) is { } told
            ? new NextTurn(plan, told.Text, () => mail.Record(inflow, told.Put))
            : null;
    }

    private static string AboutPlan(Answer answer)
    {
        var why = answer.Why is { Length: > 0 } said ? $": {Texts.Cut(said, RequestFields.LongestReason)}" : ".";
        return answer.Yes ? $"Your plan was approved{why}\nCarry it out now." : $"Your plan was not approved{why}\nShow another plan.";
    }
}
