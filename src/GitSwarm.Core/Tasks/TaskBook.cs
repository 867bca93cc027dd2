using GitSwarm.Sessions;
using GitSwarm.Store;

namespace GitSwarm.Tasks;

/// <summary>Every list of tasks on record, of this clone and of others; nothing in it changes.</summary>
/// <param name="Lists">This clone's first, each clone's by name.</param>
/// <param name="Roster">The sessions.</param>
/// <param name="Problems">Lists that could not be read.</param>
/// <param name="CloneId">This clone.</param>
public sealed record TaskBook(IReadOnlyList<TaskList> Lists, Roster Roster, IReadOnlyList<StoreProblem> Problems, string CloneId)
{
    /// <summary>Where lists lie.</summary>
    public static string Prefix { get; } = SwarmRefs.Prefix(SwarmRefs.Tasks);

    /// <summary>What to read for it.</summary>
    public static IReadOnlyList<string> Prefixes { get; } = [.. Roster.Prefixes, Prefix];

    /// <summary>Folds a snapshot of <see cref="Prefixes"/>.</summary>
    public static TaskBook Of(Snapshot snapshot, Vantage from)
    {
        var roster = Roster.Of(snapshot, from);
        var problems = snapshot.Problems.Where(p => SwarmRefs.Parse(p.Name)?.Kind == SwarmRefs.Tasks).ToList();
        var lists = snapshot
            .OfKind(SwarmRefs.Tasks)
            .Select(b =>
                (b.Ref, Record: Records.Read(b, TaskJson.Default.TaskListRecord, problems)) is { Record: not null } read
                    ? TaskList.Of(read.Ref with { Remote = null }, read.Record, roster, from.CloneId)
                    : null
            )
            .OfType<TaskList>()
            .OrderBy(l => l.Ref.CloneId != from.CloneId)
            .ThenBy(l => l.Ref.CloneId, StringComparer.Ordinal)
            .ThenBy(l => l.Name, StringComparer.Ordinal)
            .ToList();
        return new TaskBook(lists, roster, problems, from.CloneId);
    }

    /// <summary>True where a list is this clone's.</summary>
    public bool IsOurs(TaskList list) => list.Ref.CloneId == CloneId;

    /// <summary>How a list is addressed: <c>web</c>, and one of another clone <c>web@laptop</c>.</summary>
    public string AddressOf(TaskList list) => IsOurs(list) ? list.Name : $"{list.Name}@{HostOf(list.Ref.CloneId)}";

    /// <summary>The list that is meant: a name for one of this clone, <c>name@host</c> or <c>name@clone</c> for another's.</summary>
    /// <returns>Null where there is none.</returns>
    public TaskList? Find(string address)
    {
        var at = address.IndexOf('@', StringComparison.Ordinal);
        if (at < 0)
        {
            return Lists.FirstOrDefault(l => IsOurs(l) && l.Name == address);
        }
        var (name, where) = (address[..at], address[(at + 1)..]);
        return Lists.FirstOrDefault(l => l.Name == name && l.Ref.CloneId == where)
            ?? Lists.FirstOrDefault(l => !IsOurs(l) && l.Name == name && HostOf(l.Ref.CloneId) == where);
    }

    /// <summary>What a clone calls its machine; its id where it says nothing.</summary>
    private string HostOf(string clone) =>
        Roster.All.LastOrDefault(s => s.Ref.CloneId == clone && s.Record.Host is not null)?.Record.Host ?? clone;
}
