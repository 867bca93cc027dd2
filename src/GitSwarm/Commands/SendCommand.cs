using System.CommandLine;
using GitSwarm.Cli;
using GitSwarm.Feeds;
using GitSwarm.Mail;

namespace GitSwarm.Commands;

/// <summary><c>git swarm send</c>: write to a session, a team, a channel, or to everybody here.</summary>
internal static class SendCommand
{
    public static Command Create(Runner run)
    {
        var to = new Argument<string>("to")
        {
            Description = "A name, id, branch or work tree folder; * for everybody here; team:<name>; #<channel>",
        };
        var text = new Argument<string[]>("text")
        {
            Description = "What to say; - reads it from standard input",
            Arity = ArgumentArity.OneOrMore,
        };
        var summary = new Option<string?>("--summary") { Description = "What it is about, in a few words", HelpName = "text" };
        var priority = new Option<string?>("--priority") { Description = "now, next (default) or later", HelpName = "when" };
        var ack = new Option<bool>("--ack") { Description = "Be told when it was shown; see 'git swarm sent'" };
        var replyTo = new Option<string?>("--reply-to") { Description = "The message it answers", HelpName = "id" };
        var color = new Option<string?>("--color") { Description = "The colour you are shown in, a name or #rrggbb", HelpName = "color" };
        var command = new Command("send", "Send a message to a session, a team or a channel")
        {
            to,
            text,
            summary,
            priority,
            ack,
            replyTo,
            color,
        };
        run.On(
            command,
            (host, parsed) =>
            {
                var message = new Message(Address(parsed.GetValue(to)!))
                {
                    Text = GivenText.Of(host, parsed.GetValue(text)!, "message"),
                    Summary = FeedLimits.Summary(parsed.GetValue(summary)),
                    Priority = PriorityOf(parsed.GetValue(priority)),
                    Ack = parsed.GetValue(ack),
                    ReplyTo = parsed.GetValue(replyTo) is { } typed ? MailLookup.Answered(host, typed) : null,
                    Color = ColorOf(parsed.GetValue(color)),
                };
                var sent = host.Outbox.Send(host.Writer, message);
                if (host.Output.Json)
                {
                    host.Output.Answer(
                        SentBody.Of(sent.Line, SentMail.IsUntold(sent.Line, host.Vantage.CloneId) ? "elsewhere" : "waiting"),
                        FeedContext.Default.SentBody
                    );
                }
                var name = sent.To.Name is { } n ? Texts.Cut(n, 40) : "everybody here";
                var waits =
                    sent.To.IsHere ? ""
                    : sent.To.To.Kind == Recipient.Session ? "; nobody of that name is in its clone now, it waits until one comes there"
                    : "; nobody of that name is here now, it waits until one comes";
                host.Output.Did($"sent {ShortId.Of(sent.Line.Id)} to {name}{waits}");
                return ExitCode.Yes;
            }
        );
        return command;
    }

    private static string Address(string typed) =>
        typed.Length is > 0 and <= 256
            ? typed
            : throw new SwarmException(
                ErrorCode.BadArgument,
                $"not an address: '{Texts.Cut(typed, 40)}'",
                "see 'git swarm status' for who is here"
            );

    private static Priority PriorityOf(string? text) =>
        text is null
            ? Priority.Next
            : Priorities.Parse(text)
                ?? throw new SwarmException(ErrorCode.BadArgument, $"not a priority: '{Texts.Cut(text, 40)}'", "it is now, next or later");

    private static string? ColorOf(string? text) =>
        text is null || (text.Length is > 0 and <= 20 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '#' or '-'))
            ? text
            : throw new SwarmException(
                ErrorCode.BadArgument,
                $"not a colour: '{Texts.Cut(text, 40)}'",
                "give a name such as blue, or #rrggbb"
            );
}
