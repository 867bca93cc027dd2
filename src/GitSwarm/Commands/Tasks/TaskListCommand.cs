using System.CommandLine;
using GitSwarm.Cli;
using GitSwarm.Tasks;

namespace GitSwarm.Commands.Tasks;

/// <summary><c>git swarm task list</c> and <c>task ready</c>: what is to be done.</summary>
internal static class TaskListCommand
{
    public static Command Create(Runner run)
    {
        var all = new Option<bool>("--all") { Description = "What is done, too" };
        var graph = new Option<bool>("--graph") { Description = "Below each task those that wait for it" };
        var list = TaskCommand.ListOption();
        var command = new Command("list", "What is to be done, by whom, and what has to be first") { all, graph, list };
        run.On(
            command,
            (host, parsed) =>
            {
                var book = TaskScene.Read(host);
                var found = TaskScene.Find(host, book, parsed.GetValue(list));
                var wanted = (found?.All ?? []).Where(t => parsed.GetValue(all) || t.State != TaskState.Done).ToList();
                return Show(host, book, found, wanted, parsed.GetValue(graph));
            }
        );
        return command;
    }

    public static Command CreateReady(Runner run)
    {
        var list = TaskCommand.ListOption();
        var command = new Command("ready", "What can be taken now") { list };
        run.On(
            command,
            (host, parsed) =>
            {
                var book = TaskScene.Read(host);
                var found = TaskScene.Find(host, book, parsed.GetValue(list));
                return Show(host, book, found, [.. found?.Ready ?? []], graph: false);
            }
        );
        return command;
    }

    private static int Show(SwarmHost host, TaskBook book, TaskList? list, List<TaskItem> tasks, bool graph)
    {
        if (host.Output.Json)
        {
            host.Output.Answer([.. tasks.Select(t => TaskBody.Of(t, list!, book))], TaskContext.Default.TaskBodyArray);
            return ExitCode.Yes;
        }
        var text =
            graph ? TaskPicture.Of(tasks, (task, before, behind) => TaskText.Line(host, task, before, behind))
            : host.Output.Terminal ? string.Concat(tasks.Select(t => TaskText.Line(host, t, "")))
            : string.Concat(tasks.Select(TaskText.Fields));
        host.Output.Answer(text);
        Summary(host, book, list, tasks.Count == 0);
        return ExitCode.Yes;
    }

    /// <summary>Beside the answer: whose list it is, what is not shown of it, and which others there are.</summary>
    private static void Summary(SwarmHost host, TaskBook book, TaskList? list, bool isEmpty)
    {
        var done = list?.All.Count(t => t.State == TaskState.Done) ?? 0;
        if (list is null)
        {
            host.Output.Narrate("no tasks; put one on the list with 'git swarm task add'");
        }
        else if (isEmpty)
        {
            var undone = list.All.Count - done;
            host.Output.Narrate(undone > 0 ? $"nothing is ready; {undone} not done" : $"nothing is left to do; {done} done");
        }
        if (list is not null && !book.IsOurs(list))
        {
            host.Output.Narrate(
                $"'{Texts.Cut(book.AddressOf(list), 60)}' belongs to another clone: as of its last exchange, and to read only"
            );
        }
        var others = book
            .Lists.Where(l => l != list)
            .Select(l => $"{Texts.Cut(book.AddressOf(l), 40)} ({l.All.Count(t => t.State != TaskState.Done)} not done)")
            .ToList();
        if (others.Count > 0 && host.Output.Terminal)
        {
            host.Output.Narrate($"other lists: {string.Join(", ", others.Take(8))}");
        }
    }
}
