using System.CommandLine;
using GitSwarm.Cli;
using GitSwarm.Commands.Statusline;

namespace GitSwarm.Commands;

/// <summary><c>git swarm statusline [-- command …]</c>: a segment for the status line of a client, which runs it again and again.</summary>
/// <remarks>
/// Parsed by hand, as hooks are, and for the same reason. Writes nothing to the repository, exits with 0 whatever happens, and says
/// nothing where there is nothing to say: what it prints stands in front of the user all day.
/// </remarks>
internal static class StatuslineCommand
{
    /// <summary>For help, documents and completion; <see cref="Run"/> answers.</summary>
    public static Command Create(Runner run)
    {
        _ = run;
        var command = new Argument<string[]>("command")
        {
            Description = "Your own status line command, after --: what it prints comes first. One argument alone is a line for sh",
            Arity = ArgumentArity.ZeroOrMore,
        };
        return new Command("statusline", "Who is here and what waits, in a few words for a client's status line") { command };
    }

    /// <summary>Prints the segment, behind what the user's own command prints.</summary>
    public static int Run(StatuslineArguments arguments, Outside outside)
    {
        var input = outside.InputIsTerminal ? [] : StatuslineInput.ReadAll(outside.Input);
        using var users = arguments.Command.Count > 0 ? UsersCommand.Start(arguments.Command, input, outside) : null;
        var segment = "";
        try
        {
            if (outside.Variable("GIT_SWARM") != "off")
            {
                segment = Look(arguments, input, outside);
            }
        }
#pragma warning disable CA1031 // Whatever it is, the user's own line is shown.
        catch (Exception error)
#pragma warning restore CA1031
        {
            if (arguments.Verbose || outside.Variable("GIT_SWARM_TRACE") is not null)
            {
                Output.Write(outside.Error, $"git-swarm: statusline failed: {Texts.Cut(error.Message, 200)}\n");
            }
        }
        var (output, errors) = users?.Finish() ?? ([], []);
        if (errors.Length > 0)
        {
            Output.Write(outside.Error, errors);
        }
        var line = Segment.Behind(output, segment);
        if (line.Length > 0)
        {
            Output.Write(outside.Output, line);
        }
        return ExitCode.Yes;
    }

    private static string Look(StatuslineArguments arguments, byte[] input, Outside outside)
    {
        var asked = StatuslineInput.Parse(input);
        // A client started by git, from a hook or an alias, would take these along; it says itself where it is.
        var surroundings = asked is null ? outside : outside.WithoutGit();
        var options = new GlobalOptions(arguments.Directory, arguments.As);
        using var host =
            asked is null || arguments.Directory is not null
                ? new SwarmHost(surroundings, options)
                : SwarmHost.AtFirst(surroundings, asked.Directories, options)
                    ?? throw new SwarmException(ErrorCode.NotARepository, "the session is in no git repository");
        if (!host.Repository.IsEnabled)
        {
            return "";
        }
        var inflow = host.Delivery.Read(() =>
            asked is null || arguments.As is not null ? host.Caller : CallerOf.Session(host, "claude", asked.Session)
        );
        return Segment.Of(inflow, host.Now);
    }
}
