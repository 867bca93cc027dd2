using System.CommandLine;
using System.Text;
using GitSwarm.Cli;
using GitSwarm.Tasks;

namespace GitSwarm.Commands.Tasks;

/// <summary><c>git swarm task add</c>: put a task on a list.</summary>
internal static class TaskAddCommand
{
    public static Command Create(Runner run)
    {
        var subject = new Argument<string[]>("subject")
        {
            Description = "What is to be done, in a few words",
            Arity = ArgumentArity.OneOrMore,
        };
        var description = DescriptionOption();
        var blockedBy = new Option<string[]>("--blocked-by")
        {
            Description = "Tasks that have to be done first, such as 1,2",
            HelpName = "id,...",
        };
        var list = TaskCommand.ListOption();
        var command = new Command("add", "Put a task on a list") { subject, description, blockedBy, list };
        run.On(
            command,
            (host, parsed) =>
            {
                var said = TaskLimits.Subject(string.Join(' ', parsed.GetValue(subject)!));
                var full = Description(host, parsed.GetValue(description)) is { } text ? TaskLimits.Description(text) : null;
                var blockers = TaskIds.Several(parsed.GetValue(blockedBy));
                var changed = TaskScene.Change(
                    host,
                    parsed.GetValue(list),
                    makes: true,
                    (l, me, moment) => TaskRules.Add(l, me, said, full, blockers, moment)
                );
                var task = changed.Answer.Task!;
                var waits = task.WaitsFor.Count > 0 ? $" (waits for {TaskIds.Shown(task.WaitsFor)})" : "";
                return TaskAnswers.Done(host, changed, $"added task {TaskAnswers.Named(task)}{waits}");
            }
        );
        return command;
    }

    /// <summary>The option for the full text.</summary>
    public static Option<string?> DescriptionOption() =>
        new("--description") { Description = "The same in full; - reads it from standard input", HelpName = "text" };

    /// <summary>The full text as given.</summary>
    public static string? Description(SwarmHost host, string? given)
    {
        if (given != "-")
        {
            return given;
        }
        // A little more than is allowed: a longer text is refused, however long it is.
        var buffer = new byte[TaskLimits.DescriptionBytes * 2];
        var length = host.Outside.Input.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }
}
