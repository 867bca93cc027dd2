using System.CommandLine;
using GitSwarm.Cli;

namespace GitSwarm.Commands;

/// <summary><c>git-swarm completion bash|zsh|fish</c>: prints a script made from the commands themselves.</summary>
internal static class CompletionCommand
{
    public static Command Create(Runner run)
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or fish" };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = new Command("completion", "Print the completion script of a shell") { shell };
        run.On(
            command,
            (host, parsed) =>
            {
                var verbs = CommandTree.Build([], host.Outside).Subcommands;
                host.Output.Answer(Completion.Script(parsed.GetValue(shell)!, verbs));
                return ExitCode.Yes;
            }
        );
        return command;
    }
}
