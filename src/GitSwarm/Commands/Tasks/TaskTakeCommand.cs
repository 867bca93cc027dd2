using System.CommandLine;
using GitSwarm.Cli;
using GitSwarm.Tasks;

namespace GitSwarm.Commands.Tasks;

/// <summary><c>git swarm task take</c>: get a task to work on.</summary>
internal static class TaskTakeCommand
{
    public static Command Create(Runner run)
    {
        var id = new Argument<string?>("id")
        {
            Description = "Its number; without it the next that is ready",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var list = TaskCommand.ListOption();
        var command = new Command("take", "Take a task, or the next that is ready") { id, list };
        run.On(
            command,
            (host, parsed) =>
            {
                var wanted = parsed.GetValue(id) is { } typed ? TaskIds.One(typed) : (int?)null;
                var changed = TaskScene.Change(
                    host,
                    parsed.GetValue(list),
                    makes: false,
                    (l, me, moment) => TaskRules.Take(l, me, wanted, moment)
                );
                if (changed.Answer.Refusal is not null)
                {
                    return TaskAnswers.Refused(host, changed.Answer);
                }
                var task = changed.Answer.Task!;
                var line = $"{(changed.Answer.IsOldNews ? "you have" : "took")} task {TaskAnswers.Named(task)}\n";
                return TaskAnswers.Done(host, changed, (line + TaskShowCommand.Description(host, task.Record.Description)).TrimEnd('\n'));
            }
        );
        return command;
    }
}
