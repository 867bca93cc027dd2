using GitSwarm.Sessions;

namespace GitSwarm.Tasks;

/// <summary>What follows from other tasks on a list: the new record, who can go on, and who is told.</summary>
internal static class TaskChange
{
    /// <summary>The list with other tasks.</summary>
    /// <param name="list">As it was.</param>
    /// <param name="me">Who changes it, and need not be told.</param>
    /// <param name="tasks">All of them.</param>
    /// <param name="about">The one that was changed.</param>
    /// <param name="moment">Now.</param>
    /// <param name="served">True where the one who changes it got the task it wanted.</param>
    public static (TaskAnswer Answer, TaskListRecord? Record) To(
        TaskList list,
        Session me,
        IReadOnlyList<TaskRecord> tasks,
        int about,
        TaskMoment moment,
        bool served = false
    )
    {
        var waiting = Waiting(list, moment).Where(w => !(served && Is(w.Who, me))).ToList();
        var record = Written(list, tasks, waiting, moment);
        var after = TaskList.Of(list.Ref, record, list.Roster, moment.CloneId);
        var freed = after.Ready.Where(t => list[t.Id] is not { IsReady: true }).ToList();
        var told = waiting
            .Where(w => !Is(w.Who, me))
            .Select(w => (Waiter: w, Tasks: freed.Where(t => w.Task is null || w.Task == t.Id).ToList()))
            .Where(t => t.Tasks.Count > 0)
            .ToList();
        // Who is told is not waiting any more; who then comes too late asks again.
        record = record with
        {
            Waiting = OrNull([.. waiting.Except(told.Select(t => t.Waiter))]),
        };
        return (
            new TaskAnswer(after, after[about])
            {
                Freed = freed,
                Notices =
                [
                    .. told.GroupBy(t => t.Waiter.Who.Session)
                        .Select(g => new TaskNotice(
                            g.First().Waiter.Who,
                            TaskNews.Ready,
                            [.. g.SelectMany(t => t.Tasks).DistinctBy(t => t.Id).OrderBy(t => t.Id)]
                        )),
                    .. ToOwners(list, after, me),
                ],
            },
            record
        );
    }

    /// <summary>The list with somebody more in mind who got no task.</summary>
    public static (TaskAnswer Answer, TaskListRecord? Record) Waiting(
        TaskList list,
        Session me,
        int? task,
        TaskAnswer answer,
        TaskMoment moment
    )
    {
        var waiting = Waiting(list, moment);
        if (list.Record is null || waiting.Exists(w => Is(w.Who, me) && w.Task == task))
        {
            return (answer, null);
        }
        var others = waiting.Where(w => !(Is(w.Who, me) && w.Task == task)).TakeLast(TaskLimits.Waiting - 1);
        var mine = new TaskWaiter { Who = TaskPerson.Of(me), Task = task };
        return (answer, Written(list, [.. list.All.Select(t => t.Record)], [.. others, mine], moment));
    }

    private static TaskListRecord Written(
        TaskList list,
        IReadOnlyList<TaskRecord> tasks,
        IReadOnlyList<TaskWaiter> waiting,
        TaskMoment moment
    ) =>
        (
            list.Record
            ?? new TaskListRecord
            {
                Id = list.Name,
                Nonce = "",
                Tasks = [],
            }
        ) with
        {
            At = moment.Now,
            Nonce = moment.Nonce,
            Next = Math.Max(list.Record?.Next ?? 1, tasks.Count == 0 ? 1 : tasks.Max(t => t.Id) + 1),
            Tasks = tasks,
            Waiting = OrNull(waiting),
        };

    /// <summary>Those in mind that are still there, and still wait for something.</summary>
    private static List<TaskWaiter> Waiting(TaskList list, TaskMoment moment) =>
        [
            .. (list.Record?.Waiting ?? [])
                .OfType<TaskWaiter>()
                .Where(w => TaskList.IsThere(w.Who, list.Roster, list.Ref.CloneId == moment.CloneId))
                .Where(w => w.Task is null || list[w.Task.Value] is { State: TaskState.Open }),
        ];

    /// <summary>Those who have a task that stands otherwise now, and did not do it themselves.</summary>
    private static IEnumerable<TaskNotice> ToOwners(TaskList before, TaskList after, Session me)
    {
        foreach (var task in after.All)
        {
            if (before[task.Id] is not { } was || was.Record.Owner is not { } owner || Is(owner, me) || was.Owner is not { IsLive: true })
            {
                continue;
            }
            var working = was.State == TaskState.InProgress && task.State == TaskState.InProgress;
            TaskNews? news =
                working && was.WaitsFor.Count > 0 && task.WaitsFor.Count == 0 ? TaskNews.Unblocked
                : working && was.WaitsFor.Count == 0 && task.WaitsFor.Count > 0 ? TaskNews.Blocked
                : was.State == TaskState.InProgress && task.State == TaskState.Open ? TaskNews.Released
                : was.State == TaskState.Done && task.State == TaskState.Open ? TaskNews.Reopened
                : null;
            if (news is { } told)
            {
                yield return new TaskNotice(owner, told, [task]);
            }
        }
    }

    private static bool Is(TaskPerson person, Session session) =>
        (person.CloneId, person.Session, person.Start) == (session.Ref.CloneId, session.Id, session.Record.Nonce);

    private static IReadOnlyList<TaskWaiter>? OrNull(IReadOnlyList<TaskWaiter> waiting) => waiting.Count > 0 ? waiting : null;
}
