using GitSwarm.Sessions;

namespace GitSwarm.Tasks;

/// <summary>What may be done to a list, and what it comes to: pure functions.</summary>
/// <remarks>
/// A task is taken by one session, and only once all it waits for is done. Whoever has it keeps it until it is done, given
/// back, or its session is gone; then it is anybody's, and whoever takes it writes over the old owner: what is void stays so.
/// </remarks>
public static class TaskRules
{
    /// <summary>Puts a task on the list.</summary>
    /// <param name="list">The list.</param>
    /// <param name="me">Who does it.</param>
    /// <param name="subject">What is to be done.</param>
    /// <param name="description">The same in full.</param>
    /// <param name="blockedBy">What has to be done first.</param>
    /// <param name="moment">Now.</param>
    public static (TaskAnswer Answer, TaskListRecord? Record) Add(
        TaskList list,
        Session me,
        string subject,
        string? description,
        IReadOnlyList<int> blockedBy,
        TaskMoment moment
    )
    {
        foreach (var id in blockedBy)
        {
            Known(list, id);
        }
        var tasks = Roomy(list, blockedBy);
        var added = new TaskRecord
        {
            Id = NextOf(list),
            Subject = subject,
            Description = description,
            BlockedBy = Bounded(blockedBy.Distinct().Order().ToList()),
            By = TaskPerson.Of(me),
            Created = moment.Now,
            Changed = moment.Now,
        };
        return TaskChange.To(list, me, [.. tasks, added], added.Id, moment);
    }

    /// <summary>Gives a task to a session: the one that was named, or the first that is ready.</summary>
    /// <remarks>Who gets none is kept in mind, to be told once there is one.</remarks>
    /// <param name="list">The list.</param>
    /// <param name="me">Who wants it.</param>
    /// <param name="id">Which; null for any.</param>
    /// <param name="moment">Now.</param>
    public static (TaskAnswer Answer, TaskListRecord? Record) Take(TaskList list, Session me, int? id, TaskMoment moment)
    {
        var wanted = id is { } number ? Known(list, number) : list.Ready.FirstOrDefault();
        if (wanted is null)
        {
            return TaskChange.Waiting(list, me, null, new TaskAnswer(list, null, TaskRefusal.NothingReady), moment);
        }
        if (wanted.State == TaskState.Done)
        {
            return (new TaskAnswer(list, wanted, TaskRefusal.Done), null);
        }
        if (wanted.State == TaskState.InProgress)
        {
            return IsOf(wanted, me)
                ? (new TaskAnswer(list, wanted) { IsOldNews = true }, null)
                : (new TaskAnswer(list, wanted, TaskRefusal.Taken), null);
        }
        if (!wanted.IsReady)
        {
            return TaskChange.Waiting(list, me, wanted.Id, new TaskAnswer(list, wanted, TaskRefusal.Waiting), moment);
        }
        var taken = wanted.Record with { Owner = TaskPerson.Of(me), Taken = moment.Now, Changed = moment.Now };
        return TaskChange.To(list, me, With(list, taken), wanted.Id, moment, served: true);
    }

    /// <summary>Says that a task is done.</summary>
    /// <param name="list">The list.</param>
    /// <param name="me">Who did it: its owner, one of its owner's family, or anybody where it has none.</param>
    /// <param name="id">Which.</param>
    /// <param name="moment">Now.</param>
    public static (TaskAnswer Answer, TaskListRecord? Record) Done(TaskList list, Session me, int id, TaskMoment moment)
    {
        var task = Known(list, id);
        var refusal =
            task.State == TaskState.Done ? TaskRefusal.Done
            : task.State == TaskState.InProgress && !IsOfFamily(task, me, list.Roster) ? TaskRefusal.Taken
            : task.WaitsFor.Count > 0 ? TaskRefusal.Waiting
            : (TaskRefusal?)null;
        if (refusal is not null)
        {
            return (new TaskAnswer(list, task, refusal), null);
        }
        var done = task.Record with
        {
            Owner = task.State == TaskState.InProgress ? task.Record.Owner : TaskPerson.Of(me),
            Taken = task.State == TaskState.InProgress ? task.Record.Taken : moment.Now,
            Done = moment.Now,
            Changed = moment.Now,
        };
        return TaskChange.To(list, me, With(list, done), id, moment);
    }

    /// <summary>Says that a task has to wait for others, or that it need not any more.</summary>
    /// <param name="list">The list.</param>
    /// <param name="me">Who says so.</param>
    /// <param name="id">Which.</param>
    /// <param name="by">The others.</param>
    /// <param name="remove">True where it need not wait for them.</param>
    /// <param name="moment">Now.</param>
    /// <exception cref="SwarmException">Each would wait for the other, or one of them is not there.</exception>
    public static (TaskAnswer Answer, TaskListRecord? Record) Block(
        TaskList list,
        Session me,
        int id,
        IReadOnlyList<int> by,
        bool remove,
        TaskMoment moment
    )
    {
        var task = Known(list, id);
        if (task.State == TaskState.Done)
        {
            return (new TaskAnswer(list, task, TaskRefusal.Done), null);
        }
        var before = task.Record.BlockedBy ?? [];
        if (!remove)
        {
            foreach (var blocker in by)
            {
                Known(list, blocker);
                if (TaskGraph.CircleOf(list.All.Select(t => t.Record), id, blocker) is { } circle)
                {
                    throw new SwarmException(
                        ErrorCode.TaskCycle,
                        $"task {id} cannot wait for {blocker}: each would wait for the other ({Shown(circle)})",
                        "see 'git swarm task list --graph', and 'git swarm task block' with --remove"
                    );
                }
            }
        }
        var after = (remove ? before.Except(by) : before.Union(by)).Order().ToList();
        return after.SequenceEqual(before.Order())
            ? (new TaskAnswer(list, task) { IsOldNews = true }, null)
            : TaskChange.To(list, me, With(list, task.Record with { BlockedBy = Bounded(after), Changed = moment.Now }), id, moment);
    }

    /// <summary>Changes what a task says, or takes back that somebody works on it, or that it is done.</summary>
    /// <param name="list">The list.</param>
    /// <param name="me">Who does it.</param>
    /// <param name="id">Which.</param>
    /// <param name="edit">What is to be different.</param>
    /// <param name="moment">Now.</param>
    public static (TaskAnswer Answer, TaskListRecord? Record) Edit(TaskList list, Session me, int id, TaskEdit edit, TaskMoment moment)
    {
        var task = Known(list, id);
        if (edit.Reopen && task.State != TaskState.Done)
        {
            return (new TaskAnswer(list, task, TaskRefusal.NotDone), null);
        }
        if (edit.Release && task.State != TaskState.InProgress)
        {
            return (new TaskAnswer(list, task, TaskRefusal.NothingToDo), null);
        }
        var before = task.Record;
        var after = before with
        {
            Subject = edit.Subject ?? before.Subject,
            Description = edit.Description is { } said ? TaskLimits.Description(said) : before.Description,
            Owner = edit.Release || edit.Reopen ? null : before.Owner,
            Taken = edit.Release || edit.Reopen ? null : before.Taken,
            Done = edit.Reopen ? null : before.Done,
        };
        return after == before
            ? (new TaskAnswer(list, task) { IsOldNews = true }, null)
            : TaskChange.To(list, me, With(list, after with { Changed = moment.Now }), id, moment);
    }

    /// <summary>True where a session works on a task.</summary>
    public static bool IsOf(TaskItem task, Session session) =>
        task.State == TaskState.InProgress
        && task.Record.Owner is { } owner
        && (owner.CloneId, owner.Session) == (session.Ref.CloneId, session.Id);

    private static bool IsOfFamily(TaskItem task, Session me, Roster roster) =>
        IsOf(task, me) || (task.Owner is { } owner && Family.IsOne(owner, me, roster));

    private static TaskItem Known(TaskList list, int id) =>
        list[id] ?? throw new SwarmException(ErrorCode.UnknownTask, $"no task {id} on the list '{list.Name}'", "see 'git swarm task list'");

    private static List<TaskRecord> With(TaskList list, TaskRecord changed) =>
        [.. list.All.Select(t => t.Id == changed.Id ? changed : t.Record)];

    private static int NextOf(TaskList list) => Math.Max(list.Record?.Next ?? 1, list.All.Count == 0 ? 1 : list.All[^1].Id + 1);

    private static List<int>? Bounded(List<int> blockers) =>
        blockers.Count > TaskLimits.Blockers
            ? throw new SwarmException(
                ErrorCode.BadArgument,
                $"a task waits for at most {TaskLimits.Blockers} others, this one for {blockers.Count}",
                "put a task in between that waits for some of them"
            )
        : blockers.Count == 0 ? null
        : blockers;

    /// <summary>The tasks with room for one more: those done longest ago go first, where none that is not done names them.</summary>
    private static List<TaskRecord> Roomy(TaskList list, IReadOnlyList<int> named)
    {
        var tasks = list.All.Select(t => t.Record).ToList();
        var kept = Needed(list).Concat(named).ToHashSet();
        foreach (var old in list.All.Where(t => t.State == TaskState.Done && !kept.Contains(t.Id)).OrderBy(t => t.Record.Done).ToList())
        {
            if (tasks.Count < TaskLimits.Tasks)
            {
                break;
            }
            tasks.Remove(old.Record);
        }
        return tasks.Count < TaskLimits.Tasks
            ? tasks
            : throw new SwarmException(
                ErrorCode.BadArgument,
                $"the list '{list.Name}' has {tasks.Count} tasks, and {TaskLimits.Tasks} are the most",
                "get some of them done, or use another list with --list"
            );
    }

    /// <summary>What tasks that are not done wait for, or waited for.</summary>
    internal static IEnumerable<int> Needed(TaskList list) =>
        list.All.Where(t => t.State != TaskState.Done).SelectMany(t => t.Record.BlockedBy ?? []);

    private static string Shown(IReadOnlyList<int> circle) =>
        circle.Count <= 10 ? string.Join(" → ", circle) : $"{string.Join(" → ", circle.Take(8))} → … → {circle[^1]}";
}
