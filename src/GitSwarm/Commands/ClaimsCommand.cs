using System.CommandLine;
using System.Text;
using System.Text.Json;
using GitSwarm.Claims;
using GitSwarm.Cli;
using GitSwarm.Sessions;

namespace GitSwarm.Commands;

/// <summary><c>git swarm claims</c>: who holds what.</summary>
internal static class ClaimsCommand
{
    public static Command Create(Runner run)
    {
        var path = new Option<string?>("--path")
        {
            Description = "Only those that cover this path or meet this pattern",
            HelpName = "path",
        };
        var command = new Command("claims", "Who holds what") { path };
        run.On(
            command,
            (host, parsed) =>
            {
                var pattern = parsed.GetValue(path) is { } typed ? WorkTreePath.PatternOf(host, typed) : null;
                Caller? caller = null;
                var book = host.Claims.Read(() => caller = host.Caller);
                var me = WhoAmI.Resolve(book.Roster, caller!).Live;
                var claims = book.InForce.Where(c => pattern is null || c.Pattern.Overlaps(pattern)).OrderBy(c => c.Record.At).ToList();
                host.Output.Answer(
                    host.Output.Json
                        ? JsonSerializer.Serialize([.. claims.Select(ClaimBody.Of)], ClaimContext.Default.ClaimBodyArray) + "\n"
                        : Text(host, claims, me)
                );
                foreach (var problem in book.Problems)
                {
                    host.Output.Warn($"{problem.Name}: {Texts.Cut(problem.Reason, 100)}; see 'git swarm doctor'");
                }
                return ExitCode.Yes;
            }
        );
        return command;
    }

    private static string Text(SwarmHost host, List<Claim> claims, Session? me)
    {
        var text = new StringBuilder();
        foreach (var claim in claims)
        {
            var mine = me is not null && claim.IsOf(me);
            if (host.Output.Terminal)
            {
                var auto = claim.IsAuto ? " (edited)" : "";
                text.Append($"{(mine ? "*" : " ")} {ClaimText.Line(claim, host.Now)}{auto}\n");
                continue;
            }
            string?[] fields =
            [
                claim.Pattern.Text,
                claim.Ref.Stream,
                Who.Exact(claim.Holder),
                claim.Holder?.Record.Branch,
                claim.IsShared ? "shared" : "exclusive",
                claim.IsAuto ? "auto" : "asked",
                Ages.Rfc3339(claim.Record.At),
                Ages.Rfc3339(claim.Record.Until),
                claim.Record.Reason,
            ];
            text.Append(string.Join('\t', fields.Select(f => Texts.OneLine(f ?? "")))).Append('\n');
        }
        return host.Output.Terminal && claims.Count == 0 ? "nobody claims anything here\n" : text.ToString();
    }
}
