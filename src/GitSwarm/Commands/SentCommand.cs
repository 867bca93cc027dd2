using System.CommandLine;
using System.Text.Json;
using GitSwarm.Cli;
using GitSwarm.Mail;

namespace GitSwarm.Commands;

/// <summary><c>git swarm sent</c>: what became of what I sent.</summary>
internal static class SentCommand
{
    public static Command Create(Runner run)
    {
        var command = new Command("sent", "What became of what you sent");
        run.On(
            command,
            (host, _) =>
            {
                var retention = Setup.Retention.From(host.Settings["swarm.retention"]);
                var sent = new SentMail(host.Store(Store.SwarmStore.CommandDeadline), host.EnabledVantage).Read(host.Caller, retention);
                if (host.Output.Json)
                {
                    host.Output.Answer(
                        JsonSerializer.Serialize(
                            [.. sent.Select(s => SentBody.Of(s.Line, Text(s.State)))],
                            FeedContext.Default.SentBodyArray
                        ) + "\n"
                    );
                    return ExitCode.Yes;
                }
                host.Output.Answer(string.Concat(sent.Select(s => Row(s, host))));
                return ExitCode.Yes;
            }
        );
        return command;
    }

    private static string Text(SentState state) => state.ToString().ToLowerInvariant();

    private static string Row(SentMessage sent, SwarmHost host)
    {
        var to = sent.Line.ToName is { } name ? Texts.Cut(name, 40) : "everybody";
        var about = Texts.Cut(sent.Line.Summary ?? sent.Line.Text ?? "", 60);
        var shown = Groups.AreMeant(sent.Line.To) && sent.Recipients > 0 ? $" ({sent.Reached} of {sent.Recipients})" : "";
        return host.Output.Terminal
            ? Columns.Cut(
                $"{ShortId.Of(sent.Line.Id)}  {Text(sent.State)}{shown}  {to}  {Ages.Ago(sent.Line.At, host.Now)} ago  {about}",
                Math.Max(40, host.Output.Width)
            ) + "\n"
            : $"{sent.Line.Id}\t{Text(sent.State)}\t{to}\t{Ages.Rfc3339(sent.Line.At)}\t{about}\n";
    }
}
