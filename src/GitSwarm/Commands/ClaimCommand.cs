using System.CommandLine;
using GitSwarm.Claims;
using GitSwarm.Cli;

namespace GitSwarm.Commands;

/// <summary><c>git swarm claim</c>: take an advisory lock on files, directories or globs; all or none.</summary>
internal static class ClaimCommand
{
    /// <summary>Characters a reason may have.</summary>
    private const int LongestReason = 200;

    public static Command Create(Runner run)
    {
        var paths = new Argument<string[]>("pathspec")
        {
            Description = "Files, directories or globs, such as src/auth/**",
            Arity = ArgumentArity.OneOrMore,
        };
        var ttl = new Option<string?>("--ttl") { Description = "How long without renewal (2h)", HelpName = "duration" };
        var reason = new Option<string?>("--reason") { Description = "Why, for those who meet it", HelpName = "text" };
        var shared = new Option<bool>("--shared") { Description = "Exclude only exclusive claims" };
        var steal = new Option<bool>("--steal") { Description = "Take over what others of this clone hold" };
        var remote = new Option<string?>("--remote") { Description = "Let this remote arbitrate between clones", HelpName = "name" };
        var command = new Command("claim", "Take an advisory lock on files or globs, all or none")
        {
            paths,
            ttl,
            reason,
            shared,
            steal,
            remote,
        };
        run.On(
            command,
            (host, parsed) =>
            {
                var patterns = parsed.GetValue(paths)!.Select(p => WorkTreePath.PatternOf(host, p)).Distinct().ToList();
                var request = new ClaimRequest(patterns, Ttl(parsed.GetValue(ttl)))
                {
                    Reason = Reason(parsed.GetValue(reason)),
                    Shared = parsed.GetValue(shared),
                    Steal = parsed.GetValue(steal),
                };
                var outcome = parsed.GetValue(remote) is { } arbiter
                    ? Arbitrated(host, arbiter, request)
                    : host.ClaimsToWrite.Take(host.Caller, request);
                if (outcome.Granted.Count == 0)
                {
                    return Refused(host, outcome, request, parsed.GetValue(remote) is not null);
                }
                Granted(host, outcome);
                StolenNotice.Send(host, outcome);
                return ExitCode.Yes;
            }
        );
        return command;
    }

    private static ClaimOutcome Arbitrated(SwarmHost host, string remote, ClaimRequest request) =>
        request.Steal
            ? throw new SwarmException(
                ErrorCode.BadArgument,
                "--steal works within a clone, and --remote asks all of them",
                "leave one of them out"
            )
            : SyncCommand.Claim(host, SyncTarget.Find(host, remote), request);

    private static void Granted(SwarmHost host, ClaimOutcome outcome)
    {
        var over = outcome.Conflicts.Select(c => c.Held).Distinct().ToList();
        if (host.Output.Json)
        {
            var body = new GrantedBody([.. outcome.Granted.Select(OwnClaimBody.Of)], [.. over.Select(ClaimBody.Of)]);
            host.Output.Answer(body, ClaimContext.Default.GrantedBody);
        }
        foreach (var claim in outcome.Granted)
        {
            host.Output.Did($"claimed {Texts.Cut(claim.Pattern, 80)} for {Ages.Left(claim.Until, host.Now)}");
        }
        foreach (var claim in over)
        {
            host.Output.Did($"taken over: {ClaimText.Line(claim, host.Now)}");
        }
    }

    private static int Refused(SwarmHost host, ClaimOutcome outcome, ClaimRequest request, bool isArbitrated)
    {
        var held = outcome.Conflicts.Select(c => c.Held).Distinct().ToList();
        var first = outcome.Conflicts[0];
        var message = $"{Texts.Cut(first.Wanted.Text, 80)}: {ClaimText.Line(first.Held, host.Now)}";
        var hint =
            (request.Steal ? "--steal works within a clone; " : "")
            + ClaimText.Ask(held)
            + (
                held.Exists(c => c.Ref.CloneId != host.Vantage.CloneId) ? ", or wait until it runs out"
                : isArbitrated ? ""
                : ", or take it over with --steal"
            );
        if (host.Output.Json)
        {
            var body = new HeldBody(new FailureBody("claim-held", message, hint), [.. held.Select(ClaimBody.Of)]);
            host.Output.Answer(body, ClaimContext.Default.HeldBody);
            return ExitCode.No;
        }
        foreach (var conflict in outcome.Conflicts.DistinctBy(c => c.Held))
        {
            host.Output.Refuse($"{Texts.Cut(conflict.Wanted.Text, 80)}: {ClaimText.Line(conflict.Held, host.Now)}");
        }
        host.Output.Narrate($"hint: {hint}");
        return ExitCode.No;
    }

    private static TimeSpan Ttl(string? text)
    {
        var ttl = text is null ? ClaimRequest.DefaultTtl : Durations.Parse(text);
        return ttl > TimeSpan.Zero && ttl <= ClaimRecord.LongestTtl
            ? ttl
            : throw new SwarmException(
                ErrorCode.BadArgument,
                $"a claim lasts from 1s to {ClaimRecord.LongestTtl.TotalDays}d: '{Texts.Cut(text!, 40)}'",
                "it is renewed while its session works; leave --ttl out for 2h"
            );
    }

    private static string? Reason(string? text) =>
        text is { Length: > LongestReason }
            ? throw new SwarmException(
                ErrorCode.BadArgument,
                $"a reason has at most {LongestReason} characters, this one has {text.Length}",
                "say it shorter"
            )
        : text?.Trim() is { Length: > 0 } said ? Texts.OneLine(said)
        : null;
}
