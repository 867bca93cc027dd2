using GitSwarm.Cli;
using GitSwarm.Tasks;

namespace GitSwarm.Commands.Tasks;

/// <summary>How changes of a list are told.</summary>
internal static class TaskAnswers
{
    /// <summary>Tells that it was done, and what follows.</summary>
    /// <param name="host">The composed command.</param>
    /// <param name="changed">What it came to.</param>
    /// <param name="line">What was done, in one line.</param>
    public static int Done(SwarmHost host, (TaskAnswer Answer, IReadOnlyList<string> Told) changed, string line)
    {
        var (answer, told) = changed;
        var list = answer.List;
        if (host.Output.Json)
        {
            host.Output.Answer(
                new TaskChangedBody(TaskBody.Of(answer.Task!, list), [.. answer.Freed.Select(t => TaskBody.Of(t, list))], told),
                TaskContext.Default.TaskChangedBody
            );
            return ExitCode.Yes;
        }
        host.Output.Did(line);
        foreach (var task in answer.Freed.Where(t => t.Id != answer.Task!.Id))
        {
            host.Output.Did($"ready now: {Named(task)}");
        }
        if (answer.Task!.State == TaskState.Done)
        {
            foreach (var task in list.BehindOf(answer.Task.Id).Where(t => t.WaitsFor.Count > 0))
            {
                host.Output.Did($"still waits for {TaskIds.Shown(task.WaitsFor)}: {Named(task)}");
            }
        }
        if (told.Count > 0)
        {
            host.Output.Did($"told {string.Join(", ", told)}");
        }
        return ExitCode.Yes;
    }

    /// <summary>Tells that it was not done, and why.</summary>
    public static int Refused(SwarmHost host, TaskAnswer answer)
    {
        var (code, message, hint) = Why(host, answer);
        if (host.Output.Json)
        {
            var body = new TaskRefusedBody(
                new FailureBody(code, message, hint),
                answer.Task is { } task ? TaskBody.Of(task, answer.List) : null
            );
            host.Output.Answer(body, TaskContext.Default.TaskRefusedBody);
            return ExitCode.No;
        }
        host.Output.Refuse(message);
        if (hint is not null)
        {
            host.Output.Narrate($"hint: {hint}");
        }
        return ExitCode.No;
    }

    /// <summary>A task by number and subject.</summary>
    public static string Named(TaskItem task) => $"{task.Id} {Texts.Cut(task.Record.Subject, 100)}";

    private static (string Code, string Message, string? Hint) Why(SwarmHost host, TaskAnswer answer)
    {
        var task = answer.Task;
        var list = TaskScene.Words(host, answer.List.Name);
        return answer.Refusal switch
        {
            TaskRefusal.Taken => (
                "task-taken",
                $"task {task!.Id}: {Owner(task)} has it since {Ages.Ago(task.Record.Taken ?? task.Record.Changed, host.Now)}: {Texts.Cut(task.Record.Subject, 100)}",
                task.Owner is { } owner ? $"ask with 'git swarm send {Who.Name(owner)} \"...\"'" : null
            ),
            TaskRefusal.Waiting => (
                "task-waiting",
                $"task {task!.Id} waits for {TaskIds.Shown(task.WaitsFor)}: {Texts.Cut(task.Record.Subject, 100)}",
                $"see 'git swarm task show {task.WaitsFor[0]}{list}'"
            ),
            TaskRefusal.Done => (
                "task-done",
                $"task {task!.Id} is done{(task.Record.Owner is { } by ? $", by {TaskText.Name(task, by)}" : "")}: {Texts.Cut(task.Record.Subject, 100)}",
                $"open it again with 'git swarm task edit {task.Id} --reopen{list}'"
            ),
            TaskRefusal.NothingToDo => (
                "nothing-to-do",
                $"task {task!.Id} is {(task.State == TaskState.Done ? "done" : "nobody's")}: {Texts.Cut(task.Record.Subject, 100)}",
                null
            ),
            TaskRefusal.NotDone => (
                "nothing-to-do",
                $"task {task!.Id} is not done: {Texts.Cut(task.Record.Subject, 100)}",
                task.State == TaskState.InProgress ? $"give it back with 'git swarm task edit {task.Id} --release{list}'" : null
            ),
            _ => NothingReady(answer.List, list),
        };
    }

    private static (string Code, string Message, string? Hint) NothingReady(TaskList list, string words)
    {
        var waiting = list.All.Count(t => t.State == TaskState.Open);
        var working = list.All.Count(t => t.State == TaskState.InProgress);
        var left =
            waiting + working == 0 ? "all of it is done"
            : waiting == 0 ? $"{Count(working)} in progress, none waiting"
            : $"{Count(waiting)} waiting, {working} in progress";
        return (
            "nothing-ready",
            $"nothing is ready on the list '{list.Name}': {left}",
            $"a message comes when something is; see 'git swarm task list{words}'"
        );
    }

    private static string Count(int tasks) => tasks == 1 ? "1 task" : $"{tasks} tasks";

    private static string Owner(TaskItem task) =>
        task.Owner is { } session ? Who.Full(session) : Texts.Cut(task.Record.Owner?.Name ?? "somebody", 30);
}
