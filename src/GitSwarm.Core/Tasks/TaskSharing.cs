namespace GitSwarm.Tasks;

/// <summary>What other clones get to see of a list: a pure function.</summary>
public static class TaskSharing
{
    /// <summary>What stands in the place of a session that does not appear.</summary>
    public const string Somebody = "somebody";

    /// <summary>The list without who waits for a task, and without the names of sessions that do not appear.</summary>
    /// <param name="record">What is on record.</param>
    /// <param name="hidden">Ids of this clone's sessions that do not appear.</param>
    /// <param name="cloneId">This clone.</param>
    /// <returns>The same object where nothing has to be left out.</returns>
    public static TaskListRecord ForOthers(TaskListRecord record, IReadOnlySet<string> hidden, string cloneId)
    {
        bool IsHidden(TaskPerson? person) => person is not null && person.CloneId == cloneId && hidden.Contains(person.Session);
        TaskPerson? Shown(TaskPerson? person) =>
            IsHidden(person)
                ? new TaskPerson
                {
                    CloneId = cloneId,
                    Session = "",
                    Name = Somebody,
                    Start = "",
                }
                : person;

        if (record.Waiting is null && !record.Tasks.Any(t => IsHidden(t?.Owner) || IsHidden(t?.By)))
        {
            return record;
        }
        return record with
        {
            Waiting = null,
            Tasks = [.. record.Tasks.OfType<TaskRecord>().Select(t => t with { Owner = Shown(t.Owner), By = Shown(t.By) })],
        };
    }
}
