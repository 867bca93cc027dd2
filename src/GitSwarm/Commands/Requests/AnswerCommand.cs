using System.CommandLine;
using System.Text.Json.Serialization;
using GitSwarm.Agents.Members;
using GitSwarm.Agents.Plans;
using GitSwarm.Cli;
using GitSwarm.Commands.Teams;
using GitSwarm.Delivery;
using GitSwarm.Mail;
using GitSwarm.Requests;

namespace GitSwarm.Commands.Requests;

/// <summary><c>git swarm team approve</c> and <c>team refuse</c>: answer what an agent or a member asks.</summary>
internal static class AnswerCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static Command Approve(Runner run) => Create(run, "approve", "Say yes to what an agent asks", yes: true);

    public static Command Refuse(Runner run) => Create(run, "refuse", "Say no to what an agent asks", yes: false);

    /// <summary>Answers a question of somebody, once.</summary>
    /// <exception cref="SwarmException">There is no such question, or it is the caller's own.</exception>
    public static Request Give(SwarmHost host, string typed, bool yes, string? why)
    {
        var caller = host.Caller;
        var delivery = host.DeliveryToRecord;
        using var alone = delivery.Alone(caller, Patience);
        var inflow = delivery.Read(() => caller);
        var request = Find(Request.Open(inflow, host.Now), typed);
        if (request.Kind != RequestKind.Shutdown)
        {
            RefuseToSelf(host, request);
        }
        host.Outbox.Send(
            caller,
            new Message(request.From.Id)
            {
                Type = request.Kind.Answer,
                Fields = new Answer(request.Id, yes, why).Fields(request.Kind),
                ReplyTo = request.Message.Line.Id,
            }
        );
        // Killed before this, it is asked again, and the first answer counts.
        delivery.Record(inflow, PutOut.Nothing with { Protocol = new HashSet<string> { request.Message.Line.Id } });
        if (yes && request.Kind == RequestKind.Shutdown && inflow.Me is { } me)
        {
            new MemberEnd(host).Leave(me, MemberLeave.WhyOf(request));
        }
        return request;
    }

    private static Command Create(Runner run, string name, string help, bool yes)
    {
        var id = new Argument<string>("id") { Description = "The question, as 'git swarm inbox' shows it" };
        var reason = new Option<string?>("--reason", "--feedback") { Description = "Why, for who asks", HelpName = "text" };
        var command = new Command(name, help) { id, reason };
        run.On(
            command,
            (host, parsed) =>
            {
                _ = host.Enabled;
                var why = parsed.GetValue(reason) is { Length: > 0 } text ? Texts.Cut(text, RequestFields.LongestReason) : null;
                var request = Give(host, parsed.GetValue(id)!, yes, why);
                if (host.Output.Json)
                {
                    host.Output.Answer(
                        new AnswerBody(request.Id, request.Kind.Type, request.From.Id, yes, why),
                        AnswerContext.Default.AnswerBody
                    );
                }
                host.Output.Did($"{(yes ? "approved" : "refused")} {ShortId.Of(request.Id)} of {Who.Name(request.From)}");
                return ExitCode.Yes;
            }
        );
        return command;
    }

    private static Request Find(IReadOnlyList<Request> open, string typed)
    {
        var found = open.Where(r => ShortId.Means(typed, r.Id)).ToList();
        return found.Count == 1
            ? found[0]
            : throw new SwarmException(
                ErrorCode.UnknownRequest,
                $"{(found.Count == 0 ? "no question" : $"{found.Count} questions")} to you '{Texts.Cut(typed, 40)}'",
                open.Count == 0 ? "nobody asks you anything; see 'git swarm inbox'" : "'git swarm inbox' shows those that wait"
            );
    }

    /// <summary>Who asks cannot answer for its parent, whatever it passes for.</summary>
    private static void RefuseToSelf(SwarmHost host, Request request)
    {
        if (
            host
                .RunsToRead.Read()
                .IsWithin(request.From.Id, host.Outside.Variable(LaunchVariables.Run), host.Processes, host.Outside.ProcessId)
        )
        {
            throw new SwarmException(ErrorCode.UnknownRequest, "an agent cannot answer its own question", "its parent does, or a person");
        }
    }
}

/// <summary>An answer that was given, as JSON.</summary>
internal sealed record AnswerBody(string Id, string Type, string Session, bool Approved, string? Reason);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Serialization
)]
[JsonSerializable(typeof(AnswerBody))]
internal sealed partial class AnswerContext : JsonSerializerContext;
