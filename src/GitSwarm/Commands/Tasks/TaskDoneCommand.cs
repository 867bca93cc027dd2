using System.CommandLine;
using GitSwarm.Cli;
using GitSwarm.Tasks;

namespace GitSwarm.Commands.Tasks;

/// <summary><c>git swarm task done</c>: a task is done; others may go on.</summary>
internal static class TaskDoneCommand
{
    public static Command Create(Runner run)
    {
        var id = TaskCommand.IdArgument();
        var list = TaskCommand.ListOption();
        var command = new Command("done", "Say that a task is done, and tell those who waited for it") { id, list };
        run.On(
            command,
            (host, parsed) =>
            {
                var which = TaskIds.One(parsed.GetValue(id)!);
                var changed = TaskScene.Change(
                    host,
                    parsed.GetValue(list),
                    makes: false,
                    (l, me, moment) => TaskRules.Done(l, me, which, moment)
                );
                return changed.Answer.Refusal is null
                    ? TaskAnswers.Done(host, changed, $"done: task {TaskAnswers.Named(changed.Answer.Task!)}")
                    : TaskAnswers.Refused(host, changed.Answer);
            }
        );
        return command;
    }
}
