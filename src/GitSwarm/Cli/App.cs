using System.CommandLine;
using System.CommandLine.Parsing;
using GitSwarm.Commands;
using GitSwarm.Commands.Statusline;

namespace GitSwarm.Cli;

/// <summary>The command line: finds the verb, parses, runs, and turns whatever went wrong into one line and an exit code.</summary>
/// <remarks>Only the command that was asked for is built: the whole tree would cost every hook a millisecond.</remarks>
public static class App
{
    /// <summary>Runs one command.</summary>
    /// <param name="args">As the process got them.</param>
    /// <param name="outside">The outer world.</param>
    /// <returns>The exit code; see <see cref="ExitCode"/>.</returns>
    public static int Run(string[] args, Outside outside)
    {
        if (args is ["--version"])
        {
            Output.Write(outside.Output, $"git-swarm {Version}\n");
            return ExitCode.Yes;
        }
        // Before anything is switched off: the user's own status line is not.
        if (StatuslineArguments.Of(args) is { } statusline)
        {
            return StatuslineCommand.Run(statusline, outside);
        }
        if (outside.Variable("GIT_SWARM") == "off")
        {
            return ExitCode.Yes;
        }
        if (args is ["hook", ..])
        {
            return HookCommand.Run(args.AsSpan(1), outside);
        }
        var json = args.TakeWhile(a => a != "--").Contains("--json");
        var code = Run(args, outside, json);
        return outside.Output is StandardStream { Failure: { } why }
            ? Failure.Report(
                outside,
                json: false,
                new SwarmException(ErrorCode.OutputFailed, $"cannot write the answer: {why}", "see where the output goes")
            )
            : code;
    }

    private static int Run(string[] args, Outside outside, bool json)
    {
        try
        {
            return Parse(args, outside);
        }
        catch (SwarmException error)
        {
            return Failure.Report(outside, json, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Failure.Report(
                outside,
                json,
                new SwarmException(ErrorCode.StoreReadOnly, Texts.OneLine(error.Message), "check rights and free space, then try again")
            );
        }
#pragma warning disable CA1031 // The outermost frame: a bug is told in one line, never as a stack trace.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return Failure.ReportBug(outside, json, error);
        }
    }

    /// <summary>The version, as <c>--version</c> prints it.</summary>
    public static string Version => typeof(App).Assembly.GetName().Version?.ToString(3) ?? "0";

    private static int Parse(string[] args, Outside outside)
    {
        var root = CommandTree.Build(args, outside);
        var result = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (result.Errors.Count > 0)
        {
            return Failure.ReportUsage(outside, args, result);
        }
        if (UnknownOption(result) is { } option)
        {
            throw new SwarmException(
                ErrorCode.BadArgument,
                $"unknown option '{Texts.Cut(option, 40)}'",
                $"see 'git swarm {CommandTree.VerbOf(args)} -h'; text that starts with a dash goes after '--'"
            );
        }
        using var output = new StringWriter();
        var code = result.Invoke(
            new InvocationConfiguration
            {
                Output = output,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            }
        );
        // Only help goes this way; commands write through Output.
        if (output.ToString() is { Length: > 0 } help)
        {
            Output.Write(outside.Output, help);
        }
        return code;
    }

    /// <summary>An option nobody knows, which the parser took for an ordinary argument; null when there is none.</summary>
    private static string? UnknownOption(ParseResult result)
    {
        var beforeDashes = result.Tokens.TakeWhile(t => t.Type != TokenType.DoubleDash).ToHashSet(ReferenceEqualityComparer.Instance);
        return result
            .CommandResult.Children.OfType<ArgumentResult>()
            .SelectMany(a => a.Tokens)
            .FirstOrDefault(t => t.Value is ['-', _, ..] && beforeDashes.Contains(t))
            ?.Value;
    }
}
