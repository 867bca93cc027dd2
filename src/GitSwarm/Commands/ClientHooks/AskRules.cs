using System.Diagnostics;
using GitSwarm.Agents.Plans;
using GitSwarm.Agents.Runs;
using GitSwarm.Clients;
using GitSwarm.Delivery;
using GitSwarm.Mail;
using GitSwarm.Requests;
using GitSwarm.Sessions;
using GitSwarm.Store;
using Verdict = GitSwarm.Clients.Verdict;

namespace GitSwarm.Commands.ClientHooks;

/// <summary>An agent that may ask its parent (<c>bubble</c>) does: the question is mail, and this hook waits for the answer ([M4]).</summary>
/// <remarks>
/// The client calls it once no rule and no other hook has decided. Whatever keeps the answer away, a limit, a parent that is
/// gone, a store that cannot be written, the call is denied: nobody allowed it.
/// </remarks>
internal static class AskRules
{
    private static readonly TimeSpan Slowest = TimeSpan.FromSeconds(2);

    public static void Ask(ClientHook hook, TimeSpan limit)
    {
        if (
            hook.Event is not { Kind: EventKind.Asking, Asked: { } call }
            || hook.Caller.ClientSession is not { } run
            || run != hook.Host.Outside.Variable(LaunchVariables.Run)
        )
        {
            // It is no agent of ours: the client asks whom it would.
            return;
        }
        Answer answer;
        try
        {
            answer = AnswerTo(hook, call, run, limit);
        }
        catch (SwarmException error)
        {
            answer = new Answer("", Yes: false, $"its parent could not be asked: {error.Message}");
        }
        var reason = answer.Why ?? "its parent refused";
        hook.Say(new AgentReply("", answer.Yes ? Verdict.Allow : Verdict.Deny, $"git-swarm: {reason}"));
    }

    private static Answer AnswerTo(ClientHook hook, AskedCall call, string run, TimeSpan limit)
    {
        var host = hook.Host;
        // A subagent of its client asks as the agent itself, whom its parent knows.
        var me = hook.Caller with
        {
            Agent = null,
        };
        var parent = host.RunsToRead.Read(run)?.Record.Parent;
        if (parent is null || host.SessionsOfClient.Read().Local(parent) is not { IsLive: true })
        {
            return Refused("its parent is gone, and nobody else can allow it");
        }
        var id = host.Ids.NewUuid();
        using var watch = new RefWatch(host.Repository, Slowest);
        host.Outbox.Send(
            me,
            new Message(parent)
            {
                Type = RequestKind.Permission.Type,
                Fields = RequestFields.Permission(id, call.Tool, call.Input, call.Suggestions, host.Now + limit),
            }
        );
        // Whoever waits for the run in the foreground need not look at the mail all the time.
        RunFiles.Write(host.RunFiles.Asked(run), System.Text.Encoding.UTF8.GetBytes(id));
        for (var began = Stopwatch.GetTimestamp(); ; )
        {
            var inflow = host.DeliveryOfClient.Read(() => me);
            if (Answer.To(inflow, RequestKind.Permission, id, parent) is var (answer, message))
            {
                Handled(host.DeliveryOfClient, me, message);
                return answer;
            }
            if (inflow.Roster.Local(parent) is not { IsLive: true })
            {
                return Refused("its parent ended before it answered");
            }
            var left = limit - Stopwatch.GetElapsedTime(began);
            if (left <= TimeSpan.Zero)
            {
                return Refused($"nobody answered within {limit.TotalSeconds:0} s");
            }
            watch.Wait(left < Slowest ? left : Slowest);
        }
    }

    /// <summary>Another hook of this session may wait for its own answer at the same time.</summary>
    private static void Handled(DeliveryStore delivery, Caller me, string message)
    {
        using var alone = delivery.Alone(me, Slowest);
        delivery.Record(delivery.Read(() => me), PutOut.Nothing with { Protocol = new HashSet<string> { message } });
    }

    private static Answer Refused(string why) => new("", Yes: false, why);
}
