using System.CommandLine;
using GitSwarm.Cli;
using GitSwarm.Tasks;

namespace GitSwarm.Commands.Tasks;

/// <summary><c>git swarm task show</c>: all that is known of one task.</summary>
internal static class TaskShowCommand
{
    public static Command Create(Runner run)
    {
        var id = TaskCommand.IdArgument();
        var list = TaskCommand.ListOption();
        var command = new Command("show", "All of one task") { id, list };
        run.On(
            command,
            (host, parsed) =>
            {
                var book = TaskScene.Read(host);
                var (found, task) = TaskScene.Find(host, book, parsed.GetValue(list), TaskIds.One(parsed.GetValue(id)!));
                if (host.Output.Json)
                {
                    host.Output.Answer(TaskBody.Of(task, found, book), TaskContext.Default.TaskBody);
                    return ExitCode.Yes;
                }
                host.Output.Answer(Text(host, book, found, task));
                return ExitCode.Yes;
            }
        );
        return command;
    }

    private static string Text(SwarmHost host, TaskBook book, TaskList list, TaskItem task)
    {
        var body = TaskBody.Of(task, list, book);
        (string Name, string? Value)[] lines =
        [
            ("task", body.Id),
            ("list", book.AddressOf(list)),
            ("subject", body.Subject),
            ("status", task.Word.Replace('_', ' ')),
            ("owner", task.State != TaskState.Open && task.Record.Owner is { } owner ? TaskText.Name(task, owner) : null),
            ("left by", task.Left?.Name),
            ("waits for", Named(list, task.WaitsFor)),
            ("blocked by", Named(list, task.Record.BlockedBy ?? [])),
            ("blocks", Named(list, [.. list.BehindOf(task.Id).Select(t => t.Id)])),
            ("added by", task.Record.By?.Name),
            ("added", body.CreatedAt),
            ("taken", body.TakenAt),
            ("done", body.DoneAt),
        ];
        var terminal = host.Output.Terminal;
        var text = string.Concat(
            lines
                .Where(l => l.Value is { Length: > 0 })
                .Select(l => terminal ? $"{l.Name, -12}{Texts.Cut(l.Value!, 300)}\n" : $"{l.Name}\t{Texts.OneLine(l.Value!)}\n")
        );
        return text + Description(host, body.Description);
    }

    /// <summary>What others wrote stands indented, so that nothing in it looks like a line of ours.</summary>
    public static string Description(SwarmHost host, string? description) =>
        description is null ? ""
        : host.Output.Terminal ? Columns.Below(description, host.Output.Width)
        : string.Concat(Texts.Lines(description).Select(l => $"    {l}\n"));

    private static string Named(TaskList list, IReadOnlyList<int> ids) =>
        ids.Count == 1 && list[ids[0]] is { } only ? TaskAnswers.Named(only) : TaskIds.Shown(ids);
}
