namespace GitSwarm.Tasks;

/// <summary>Which task has to wait for which: pure functions.</summary>
public static class TaskGraph
{
    /// <summary>The circle that would be closed if a task had to wait for another.</summary>
    /// <param name="tasks">The tasks as they are.</param>
    /// <param name="task">The one that would wait.</param>
    /// <param name="blocker">The one it would wait for.</param>
    /// <returns>The numbers along it, each waiting for the next, the first and the last the same; null where there is none.</returns>
    public static IReadOnlyList<int>? CircleOf(IEnumerable<TaskRecord> tasks, int task, int blocker)
    {
        var waits = tasks.ToDictionary(t => t.Id, t => t.BlockedBy ?? []);
        var from = new Dictionary<int, int> { [blocker] = task };
        var queue = new Queue<int>([blocker]);
        while (queue.TryDequeue(out var at))
        {
            if (at == task)
            {
                return Path(from, task);
            }
            foreach (var next in waits.GetValueOrDefault(at, []))
            {
                if (from.TryAdd(next, at))
                {
                    queue.Enqueue(next);
                }
            }
        }
        return null;
    }

    private static List<int> Path(Dictionary<int, int> from, int task)
    {
        List<int> path = [task];
        for (var at = from[task]; at != task; at = from[at])
        {
            path.Add(at);
        }
        path.Add(task);
        path.Reverse();
        return path;
    }
}
