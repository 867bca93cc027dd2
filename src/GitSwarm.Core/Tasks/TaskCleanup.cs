namespace GitSwarm.Tasks;

/// <summary>What can be forgotten of a list: a pure function.</summary>
public static class TaskCleanup
{
    /// <summary>The list without what was done before a limit, unless a task that is not done names it.</summary>
    /// <returns>Null where it stays as it is; else its name and the record afterwards, null where the list goes.</returns>
    public static (string Name, TaskListRecord? After)? Of(TaskList list, DateTimeOffset limit, TaskMoment moment)
    {
        if (list.Record is not { } record)
        {
            return null;
        }
        var needed = TaskRules.Needed(list).ToHashSet();
        var kept = list.All.Where(t => t.Record.Done is not { } done || done >= limit || needed.Contains(t.Id)).ToList();
        if (kept.Count == 0 && record.At < limit)
        {
            return (list.Name, null);
        }
        return kept.Count == list.All.Count
            ? null
            : (list.Name, record with { At = moment.Now, Nonce = moment.Nonce, Tasks = [.. kept.Select(t => t.Record)] });
    }
}
