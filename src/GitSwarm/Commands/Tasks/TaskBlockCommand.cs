using System.CommandLine;
using GitSwarm.Cli;
using GitSwarm.Tasks;

namespace GitSwarm.Commands.Tasks;

/// <summary><c>git swarm task block</c>: a task has to wait for others, or need not any more.</summary>
internal static class TaskBlockCommand
{
    public static Command Create(Runner run)
    {
        var id = TaskCommand.IdArgument();
        var by = new Option<string[]>("--by")
        {
            Description = "The tasks that have to be done first, such as 1,2",
            HelpName = "id,...",
            Required = true,
        };
        var remove = new Option<bool>("--remove") { Description = "It need not wait for them" };
        var list = TaskCommand.ListOption();
        var command = new Command("block", "Let a task wait for others") { id, by, remove, list };
        run.On(
            command,
            (host, parsed) =>
            {
                var which = TaskIds.One(parsed.GetValue(id)!);
                var others = TaskIds.Several(parsed.GetValue(by));
                var changed = TaskScene.Change(
                    host,
                    parsed.GetValue(list),
                    makes: false,
                    (l, me, moment) => TaskRules.Block(l, me, which, others, parsed.GetValue(remove), moment)
                );
                var task = changed.Answer.Task!;
                var waits = task.WaitsFor.Count > 0 ? $"waits for {TaskIds.Shown(task.WaitsFor)}" : "waits for nothing";
                return changed.Answer.Refusal is null
                    ? TaskAnswers.Done(host, changed, $"task {TaskAnswers.Named(task)} {waits}")
                    : TaskAnswers.Refused(host, changed.Answer);
            }
        );
        return command;
    }
}
