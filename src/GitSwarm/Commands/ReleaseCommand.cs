using System.CommandLine;
using GitSwarm.Claims;
using GitSwarm.Cli;

namespace GitSwarm.Commands;

/// <summary><c>git swarm release</c>: give claims back.</summary>
internal static class ReleaseCommand
{
    public static Command Create(Runner run)
    {
        var paths = new Argument<string[]>("pathspec") { Description = "As claimed; a directory or glob releases all below it" };
        var all = new Option<bool>("--all") { Description = "Everything this session holds" };
        var command = new Command("release", "Give claims back") { paths, all };
        run.On(
            command,
            (host, parsed) =>
            {
                var patterns = (parsed.GetValue(paths) ?? []).Select(p => WorkTreePath.PatternOf(host, p)).ToList();
                var everything = parsed.GetValue(all);
                if (everything == patterns.Count > 0)
                {
                    throw new SwarmException(ErrorCode.BadArgument, "release what?", "give what you claimed, or --all");
                }
                var released = host.ClaimsToWrite.Release(host.Caller, c => everything || patterns.Exists(p => IsMeant(p, c)));
                if (host.Output.Json)
                {
                    host.Output.Answer(
                        new ReleasedBody([.. released.Select(c => OwnClaimBody.Of(c.Record))]),
                        ClaimContext.Default.ReleasedBody
                    );
                }
                foreach (var claim in released)
                {
                    host.Output.Did($"released {Texts.Cut(claim.Pattern.Text, 80)}");
                }
                if (released.Count > 0)
                {
                    foreach (var remote in released.Select(c => c.Record.Scope).OfType<string>().Distinct())
                    {
                        host.Output.Narrate($"'{Texts.Cut(remote, 60)}' hears of it at the next 'git swarm sync'");
                    }
                    return ExitCode.Yes;
                }
                host.Output.Narrate("nothing of yours to release; see 'git swarm claims'");
                return ExitCode.No;
            }
        );
        return command;
    }

    /// <summary>The claim itself, or one that lies within: a file, or a glob in a directory.</summary>
    private static bool IsMeant(ClaimPattern typed, Claim claim)
    {
        if (typed.Equals(claim.Pattern))
        {
            return true;
        }
        if (claim.Pattern.LiteralPath is { } path)
        {
            return typed.Matches(path);
        }
        // Whoever names a directory means all of it; what a glob of some files means is less than a glob below it may be.
        var glob = claim.Pattern.Text;
        var plain = glob[..glob.IndexOfAny(['*', '?', '[', '\\'])];
        var slash = plain.LastIndexOf('/');
        var all = typed.IsLiteral || typed.Text.EndsWith("/**", StringComparison.Ordinal);
        return all && slash > 0 && typed.Matches(plain[..slash]);
    }
}
