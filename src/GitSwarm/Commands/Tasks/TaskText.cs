using GitSwarm.Cli;
using GitSwarm.Tasks;

namespace GitSwarm.Commands.Tasks;

/// <summary>A task in one line.</summary>
internal static class TaskText
{
    /// <summary>How it stands, in one character.</summary>
    public static string Mark(TaskItem task) =>
        task.State switch
        {
            TaskState.Done => "✓",
            TaskState.InProgress => "●",
            _ => task.IsReady ? "○" : "·",
        };

    /// <summary>What stands behind its subject: who has it, or what it waits for.</summary>
    public static string Status(TaskItem task, DateTimeOffset now)
    {
        var who = task.Record.Owner is { } owner ? Name(task, owner) : "";
        var left = task.Left is null ? "" : $"{who} left it";
        var waits = task.WaitsFor.Count > 0 ? $"waits for {TaskIds.Shown(task.WaitsFor)}" : "";
        return task.State switch
        {
            TaskState.Done => who,
            TaskState.InProgress => string.Join(
                ", ",
                new[] { $"{who} {Ages.Ago(task.Record.Taken ?? task.Record.Changed, now)}", waits }.Where(t => t.Length > 0)
            ),
            _ => string.Join(", ", new[] { waits, left }.Where(t => t.Length > 0)),
        };
    }

    /// <summary>For a terminal.</summary>
    public static string Line(SwarmHost host, TaskItem task, string indent, string behind = "")
    {
        var head = $"{indent}{Mark(task)} {task.Id, 2}  ";
        var status = Status(task, host.Now) is { Length: > 0 } said ? $"   {said}{behind}" : behind;
        var room = Math.Max(20, host.Output.Width - head.Length - status.Length - 1);
        var line = $"{Columns.Cut(task.Record.Subject, room)}";
        var style = host.Output.Style;
        return (task.IsReady ? style.Bold(head) : head)
            + (task.State == TaskState.Done ? style.Dim(line) : line)
            + (status.Length > 0 ? style.Dim(status) : "")
            + "\n";
    }

    /// <summary>For a program.</summary>
    public static string Fields(TaskItem task)
    {
        string?[] fields =
        [
            $"{task.Id}",
            task.Word,
            task.State == TaskState.Open ? null : task.Record.Owner?.Session,
            task.State == TaskState.Open ? null : task.Record.Owner?.Name,
            string.Join(',', task.WaitsFor),
            Ages.Rfc3339(task.Record.Changed),
            task.Record.Subject,
        ];
        return string.Join('\t', fields.Select(f => Texts.OneLine(f ?? ""))) + "\n";
    }

    /// <summary>What its owner is called now, or was.</summary>
    public static string Name(TaskItem task, TaskPerson owner) => task.Owner is { } session ? Who.Name(session) : Texts.Cut(owner.Name, 30);
}
