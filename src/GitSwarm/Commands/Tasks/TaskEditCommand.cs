using System.CommandLine;
using GitSwarm.Cli;
using GitSwarm.Tasks;

namespace GitSwarm.Commands.Tasks;

/// <summary><c>git swarm task edit</c>: say it otherwise, give it back, open it again.</summary>
internal static class TaskEditCommand
{
    public static Command Create(Runner run)
    {
        var id = TaskCommand.IdArgument();
        var subject = new Option<string?>("--subject") { Description = "What is to be done, in a few words", HelpName = "text" };
        var description = TaskAddCommand.DescriptionOption();
        var release = new Option<bool>("--release") { Description = "Give it back: nobody works on it" };
        var reopen = new Option<bool>("--reopen") { Description = "It is not done after all" };
        var list = TaskCommand.ListOption();
        var command = new Command("edit", "Change what a task says, give it back, or open it again")
        {
            id,
            subject,
            description,
            release,
            reopen,
            list,
        };
        run.On(
            command,
            (host, parsed) =>
            {
                var which = TaskIds.One(parsed.GetValue(id)!);
                var edit = new TaskEdit
                {
                    Subject = parsed.GetValue(subject) is { } said ? TaskLimits.Subject(said) : null,
                    Description = TaskAddCommand.Description(host, parsed.GetValue(description)),
                    Release = parsed.GetValue(release),
                    Reopen = parsed.GetValue(reopen),
                };
                if (edit == new TaskEdit())
                {
                    throw new SwarmException(ErrorCode.BadArgument, "change what?", "give --subject, --description, --release or --reopen");
                }
                var changed = TaskScene.Change(
                    host,
                    parsed.GetValue(list),
                    makes: false,
                    (l, me, moment) => TaskRules.Edit(l, me, which, edit, moment)
                );
                var what =
                    edit.Release ? "gave back"
                    : edit.Reopen ? "opened again"
                    : "changed";
                return changed.Answer.Refusal is null
                    ? TaskAnswers.Done(host, changed, $"{what} task {TaskAnswers.Named(changed.Answer.Task!)}")
                    : TaskAnswers.Refused(host, changed.Answer);
            }
        );
        return command;
    }
}
