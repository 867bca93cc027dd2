using GitSwarm.Sessions;
using GitSwarm.Store;

namespace GitSwarm.Tasks;

/// <summary>A list of tasks as it stands now; nothing in it changes.</summary>
public sealed class TaskList
{
    private readonly Dictionary<int, TaskItem> byId;

    private TaskList(SwarmRef of, TaskListRecord? record, IReadOnlyList<TaskItem> all, Roster roster)
    {
        (Ref, Record, All, Roster) = (of, record, all, roster);
        byId = all.ToDictionary(t => t.Id);
    }

    /// <summary>Whose it is, and its name.</summary>
    public SwarmRef Ref { get; }

    /// <summary>Its name.</summary>
    public string Name => Ref.Stream;

    /// <summary>What is on record; null before its first task.</summary>
    public TaskListRecord? Record { get; }

    /// <summary>The tasks, by number.</summary>
    public IReadOnlyList<TaskItem> All { get; }

    /// <summary>The sessions.</summary>
    public Roster Roster { get; }

    /// <summary>Those that can be taken, the first put on the list first.</summary>
    public IEnumerable<TaskItem> Ready => All.Where(t => t.IsReady);

    /// <summary>The task of a number; null where there is none.</summary>
    public TaskItem? this[int id] => byId.GetValueOrDefault(id);

    /// <summary>Those that have to wait for a task.</summary>
    public IEnumerable<TaskItem> BehindOf(int id) => All.Where(t => t.Record.BlockedBy?.Contains(id) == true);

    /// <summary>Judges a record.</summary>
    /// <param name="of">Whose it is, and its name.</param>
    /// <param name="record">What is on record; null where there is nothing.</param>
    /// <param name="roster">The sessions.</param>
    /// <param name="cloneId">This clone.</param>
    public static TaskList Of(SwarmRef of, TaskListRecord? record, Roster roster, string cloneId)
    {
        // What others pushed is not trusted: each number counts once.
        var records = (record?.Tasks ?? [])
            .OfType<TaskRecord>()
            .Where(t => t.Id > 0)
            .Take(TaskLimits.MostRead)
            .DistinctBy(t => t.Id)
            .OrderBy(t => t.Id)
            .ToList();
        var undone = records.Where(t => t.Done is null).Select(t => t.Id).ToHashSet();
        var items = records.ConvertAll(t => new TaskItem(
            t,
            t.Done is not null ? TaskState.Done
                : t.Owner is not null && IsThere(t.Owner, roster, of.CloneId == cloneId) ? TaskState.InProgress
                : TaskState.Open,
            t.Owner is { } owner ? SessionOf(owner, roster) : null,
            // One that was forgotten was done.
            t.Done
                is null
                ? [.. (t.BlockedBy ?? []).Distinct().Where(undone.Contains)]
                : []
        ));
        return new TaskList(of, record, items, roster);
    }

    /// <summary>The session of a person; null where it is not known, or was started anew since.</summary>
    public static Session? SessionOf(TaskPerson person, Roster roster) =>
        roster.All.FirstOrDefault(s => s.Ref.CloneId == person.CloneId && s.Id == person.Session && s.Record.Nonce == person.Start);

    /// <summary>True unless a person's session is gone, or is not the one that was meant but a later start of it: that is for good.</summary>
    /// <param name="person">Who.</param>
    /// <param name="roster">The sessions.</param>
    /// <param name="isOurs">True where every session that could be meant is on record here.</param>
    internal static bool IsThere(TaskPerson person, Roster roster, bool isOurs) =>
        roster.All.FirstOrDefault(s => s.Ref.CloneId == person.CloneId && s.Id == person.Session) is { } session
            ? session.IsLive && session.Record.Nonce == person.Start
            // Elsewhere it may be one that does not appear. Here, one whose record nobody can read may well live.
            : !isOurs || Claims.ClaimBook.IsUnreadable(roster, new SwarmRef(SwarmRefs.Sessions, person.CloneId, person.Session, null));
}
