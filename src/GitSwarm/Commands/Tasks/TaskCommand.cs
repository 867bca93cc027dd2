using System.CommandLine;
using GitSwarm.Cli;

namespace GitSwarm.Commands.Tasks;

/// <summary><c>git swarm task</c>: what is to be done, who does it, and what has to be first.</summary>
internal static class TaskCommand
{
    public static Command Create(Runner run) =>
        new("task", "Lists of tasks that sessions share: what is to be done, by whom, and what has to be first")
        {
            TaskAddCommand.Create(run),
            TaskListCommand.Create(run),
            TaskListCommand.CreateReady(run),
            TaskShowCommand.Create(run),
            TaskTakeCommand.Create(run),
            TaskDoneCommand.Create(run),
            TaskBlockCommand.Create(run),
            TaskEditCommand.Create(run),
        };

    /// <summary>The option every one of them has.</summary>
    public static Option<string?> ListOption() =>
        new("--list") { Description = "Which list; name@host for one of another clone", HelpName = "name" };

    /// <summary>The argument of those that are about one task.</summary>
    public static Argument<string> IdArgument() => new("id") { Description = "Its number" };
}
