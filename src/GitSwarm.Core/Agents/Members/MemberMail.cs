using GitSwarm.Briefing;
using GitSwarm.Delivery;
using GitSwarm.Mail;
using GitSwarm.Requests;
using GitSwarm.Sessions;
using GitSwarm.Teams;

namespace GitSwarm.Agents.Members;

/// <summary>The mail of a member whose turn is over: what its lead asks, what others write, and what it answers.</summary>
/// <remarks>
/// It reads both lanes, and takes out of each only what it deals with: a request stays until it is answered, a text until it was put
/// out. Only its lead, or a person, can ask it to end.
/// </remarks>
/// <param name="scene">The member.</param>
public sealed class MemberMail(MemberScene scene)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>What waits now.</summary>
    public Inflow Read()
    {
        var now = scene.Now();
        return now.Delivery.Read(() => now.Me);
    }

    /// <summary>The requests to end that count.</summary>
    public IReadOnlyList<Request> ToEnd(Inflow inflow) =>
        [
            .. Request
                .Open(inflow, scene.Now().At)
                .Where(r => r.Kind == RequestKind.Shutdown && (r.From.Id == scene.Lead || TeamRules.IsPerson(r.From)) && r.From.IsLocal),
        ];

    /// <summary>Tells the lead that a turn is over.</summary>
    public void Idle(IdleNotice notice) => ToLead(MailLine.IdleNotification, notice.Fields());

    /// <summary>Asks the lead whether a plan shall be carried out.</summary>
    public void Ask(string id, string plan) => ToLead(RequestKind.Plan.Type, RequestFields.Plan(id, plan));

    /// <summary>The lead's word about a plan, taken out of the mail; null where it has not come.</summary>
    public Answer? AnswerTo(Inflow inflow, string id)
    {
        if (Answer.To(inflow, RequestKind.Plan, id, scene.Lead) is not var (answer, message))
        {
            return null;
        }
        Handled([message]);
        return answer;
    }

    /// <summary>Answers requests to end.</summary>
    public void Agree(IReadOnlyList<Request> requests)
    {
        foreach (var request in requests)
        {
            var now = scene.Now();
            now.Outbox.Send(
                now.Me,
                new Message(request.From.Id)
                {
                    Type = request.Kind.Answer,
                    Fields = new Answer(request.Id, Yes: true, null).Fields(request.Kind),
                    ReplyTo = request.Message.Line.Id,
                }
            );
        }
        Handled([.. requests.Select(r => r.Message.Line.Id)]);
    }

    /// <summary>Records what a turn was given, once it was; tells the senders who wanted to know.</summary>
    public void Record(Inflow inflow, PutOut put)
    {
        var now = scene.Now();
        using var alone = now.Delivery.Alone(now.Me, Patience);
        Record(now, inflow, put);
    }

    /// <summary>Gives the member what waits, by itself: whoever else reads its mail, a hook of its program, finds it given or not yet.</summary>
    /// <param name="choose">What of it; null for nothing.</param>
    /// <param name="give">Gives it; what throws has not.</param>
    /// <returns>False where nothing was, also where somebody else reads right now.</returns>
    public bool Give(Func<Inflow, TurnText?> choose, Action<string> give)
    {
        var now = scene.Now();
        using var alone = now.Delivery.Alone(now.Me, Patience);
        if (alone is null)
        {
            return false;
        }
        var inflow = now.Delivery.Read(() => now.Me);
        if (choose(inflow) is not { } told)
        {
            return false;
        }
        give(told.Text);
        Record(now, inflow, told.Put);
        return true;
    }

    private static void Record(MemberStores now, Inflow inflow, PutOut put)
    {
        var wanted = inflow.Text.Lines.Where(w => w.Line.Ack == true && put.Text.Contains(w.Line.Id)).Select(w => w.Line.Id).ToList();
        if (wanted.Count > 0)
        {
            now.Outbox.Acknowledge(now.Me, wanted);
        }
        now.Delivery.Record(inflow, put);
    }

    /// <summary>True where the team is still led by who led it when the member came.</summary>
    public bool HasLead(out ProcessRecord? process)
    {
        var team = scene.Now().Teams.Read().Local(scene.Team);
        process = team?.Lead?.Process;
        return team is { IsLive: true } && team.Record.Id == scene.TeamId;
    }

    /// <summary>Takes the member out of its team.</summary>
    public void Leave(string why) => scene.Now().Teams.Leave(scene.Team, scene.Name, why, scene.TeamId);

    private void Handled(IReadOnlyList<string> messages)
    {
        var now = scene.Now();
        using var alone = now.Delivery.Alone(now.Me, Patience);
        now.Delivery.Record(now.Delivery.Read(() => now.Me), PutOut.Nothing with { Protocol = messages.ToHashSet(StringComparer.Ordinal) });
    }

    private void ToLead(string type, System.Text.Json.JsonElement fields)
    {
        var now = scene.Now();
        now.Outbox.Send(now.Me, new Message(scene.Lead) { Type = type, Fields = fields });
    }
}
