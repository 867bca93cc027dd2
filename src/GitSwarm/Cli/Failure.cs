using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GitSwarm.Cli;

/// <summary>How a failure is told: one line, one hint, one exit code; with <c>--json</c> an object on standard output.</summary>
internal static class Failure
{
    public static int Report(Outside outside, bool json, SwarmException error)
    {
        if (json)
        {
            var body = new FailureJson(
                new FailureBody(error.CodeText, Texts.OneLine(error.Message), error.Hint is { } h ? Texts.OneLine(h) : null)
            );
            Output.Write(outside.Output, JsonSerializer.Serialize(body, FailureContext.Default.FailureJson) + "\n");
        }
        else
        {
            Output.Write(
                outside.Error,
                $"error: {Texts.Cut(error.Message, 500)}\n{(error.Hint is { } hint ? $"hint: {Texts.Cut(hint, 500)}\n" : "")}"
            );
        }
        return error.Code is ErrorCode.BadArgument ? ExitCode.Usage : ExitCode.Fatal;
    }

    public static int ReportUsage(Outside outside, string[] args, ParseResult result)
    {
        var verb = CommandTree.VerbOf(args);
        var known = CommandTree.Verbs.Select(v => v.Name).ToList();
        var (message, hint) =
            verb is null ? ("no command given", "see 'git swarm -h'")
            : !known.Contains(verb) ? ($"'{Texts.Cut(verb, 40)}' is not a git-swarm command", Nearest(verb, known, "git swarm -h"))
            : UnknownSubcommand(result) is { } typed ? NotOf(verb, typed, result)
            : (result.Errors[0].Message, $"see 'git swarm {verb} -h'");
        return Report(outside, args.Contains("--json"), new SwarmException(ErrorCode.BadArgument, message, hint));
    }

    public static int ReportBug(Outside outside, bool json, Exception error)
    {
        if (json)
        {
            var body = new FailureBody("bug", $"{error.GetType().Name}: {Texts.OneLine(error.Message)}", "please report this");
            Output.Write(outside.Output, JsonSerializer.Serialize(new FailureJson(body), FailureContext.Default.FailureJson) + "\n");
            return ExitCode.Fatal;
        }
        Output.Write(
            outside.Error,
            $"fatal: BUG: {error.GetType().Name}: {Texts.Cut(error.Message, 300)}\nhint: please report this with the command you ran and 'git swarm --version'\n"
        );
        return ExitCode.Fatal;
    }

    /// <summary>The word that stands where a verb wants one of its own commands; null where it is another mistake.</summary>
    private static string? UnknownSubcommand(ParseResult result) =>
        result is { CommandResult.Command: { Action: null, Subcommands.Count: > 0 }, UnmatchedTokens: [[not '-', ..] typed, ..] }
            ? typed
            : null;

    private static (string Message, string Hint) NotOf(string verb, string typed, ParseResult result) =>
        (
            $"'{Texts.Cut(typed, 40)}' is not a command of 'git swarm {verb}'",
            Nearest(typed, [.. result.CommandResult.Command.Subcommands.Select(c => c.Name)], $"git swarm {verb} -h")
        );

    private static string Nearest(string typed, List<string> known, string help)
    {
        var near = known.Where(k => k.StartsWith(typed[..Math.Min(2, typed.Length)], StringComparison.Ordinal)).ToList();
        return near.Count > 0 ? $"did you mean {string.Join(" or ", near.Select(n => $"'{n}'"))}?" : $"see '{help}'";
    }
}

/// <summary>A failure as scripts see it.</summary>
/// <param name="Error">What went wrong.</param>
internal sealed record FailureJson(FailureBody Error);

/// <summary>What went wrong.</summary>
/// <param name="Code">Stable: <c>not-opted-in</c>.</param>
/// <param name="Message">For people.</param>
/// <param name="Hint">The next command to run.</param>
internal sealed record FailureBody(string Code, string Message, string? Hint);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(FailureJson))]
internal sealed partial class FailureContext : JsonSerializerContext;
