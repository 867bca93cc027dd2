using GitSwarm.Git;
using GitSwarm.Sessions;
using GitSwarm.Store;

namespace GitSwarm.Tasks;

/// <summary>Reads and changes lists of tasks: of many who want one task, one gets it.</summary>
/// <remarks>A list is one ref, so that compare-and-swap on it decides everything about its tasks; who loses reads and decides again.</remarks>
/// <param name="store">The repository's records.</param>
/// <param name="sessions">The sessions, for a caller that has none yet.</param>
/// <param name="from">From where they are seen.</param>
/// <param name="ids">Makes nonces.</param>
public sealed class TaskStore(SwarmStore store, SessionStore sessions, Vantage from, Ids ids)
{
    /// <summary>Every list on record.</summary>
    /// <param name="meanwhile">Done while git reads.</param>
    public TaskBook Read(Action? meanwhile = null) => TaskBook.Of(store.Read(TaskBook.Prefixes, Preparing(meanwhile)), from);

    /// <summary>Changes a list of this clone by a rule, for the caller's session, which is started where there is none.</summary>
    /// <param name="caller">Who changes it.</param>
    /// <param name="list">Its name.</param>
    /// <param name="makes">True where a list that is not there is begun.</param>
    /// <param name="rule">The answer, and the record afterwards: null where it stays. May be called several times.</param>
    /// <exception cref="SwarmException">There is no such list, it cannot be read, or it would be too large.</exception>
    public TaskAnswer Change(
        Caller caller,
        string list,
        bool makes,
        Func<TaskList, Session, TaskMoment, (TaskAnswer Answer, TaskListRecord? Record)> rule
    )
    {
        if (TryChange(caller, list, makes, rule) is { } answer)
        {
            return answer;
        }
        sessions.Edit(caller, new PresenceEdit());
        return TryChange(caller, list, makes, rule) ?? throw WhoAmI.IsNobody(caller);
    }

    /// <summary>Forgets what was done long ago, and lists of which nothing is left.</summary>
    /// <param name="retention">How long what is done is kept.</param>
    /// <returns>How many lists went.</returns>
    public int CleanUp(TimeSpan retention) =>
        store.Update(
            [$"{TaskBook.Prefix}/{from.CloneId}"],
            snapshot =>
            {
                // Who is in it does not matter here.
                var lists = TaskBook.Of(snapshot, from).Lists.Where(l => l.Ref.CloneId == from.CloneId);
                var changes = lists
                    .Select(l => TaskCleanup.Of(l, from.Now - retention, Moment()))
                    .Where(c => c is not null)
                    .Select(c => new RefChange(NameOf(c!.Value.Name), Bytes(c.Value.After), snapshot.IdOf(NameOf(c.Value.Name))))
                    .ToList();
                return new Decision<int>(changes.Count(c => c.Content is null), changes);
            },
            Preparing(null)
        );

    private TaskAnswer? TryChange(
        Caller caller,
        string list,
        bool makes,
        Func<TaskList, Session, TaskMoment, (TaskAnswer Answer, TaskListRecord? Record)> rule
    )
    {
        var name = NameOf(list);
        return store.Update<TaskAnswer?>(
            [.. Roster.Prefixes, name.Value],
            snapshot =>
            {
                var roster = Roster.Of(snapshot, from);
                var who = WhoAmI.Resolve(roster, caller);
                if (who.Live is not { } me)
                {
                    return new Decision<TaskAnswer?>(null, []);
                }
                var before = TaskList.Of(SwarmRefs.Parse(name)!, RecordOf(snapshot, name, makes), roster, from.CloneId);
                var (answer, record) = rule(before, me, Moment());
                if (record is null)
                {
                    return new Decision<TaskAnswer?>(answer, []);
                }
                var presence = Presence.Decide(roster, from, caller, who, new PresenceEdit(), ids);
                return new Decision<TaskAnswer?>(answer, [new RefChange(name, Bytes(record), snapshot.IdOf(name)), .. presence.Changes]);
            },
            Preparing(null)
        );
    }

    private static TaskListRecord? RecordOf(Snapshot snapshot, RefName name, bool makes)
    {
        if (snapshot.Blobs.TryGetValue(name, out var blob))
        {
            var problems = new List<StoreProblem>();
            return Records.Read(blob, TaskJson.Default.TaskListRecord, problems) ?? throw Unreadable(name, problems[0].Reason);
        }
        var list = name.Components[^1];
        return snapshot.Problems.FirstOrDefault(p => p.Name == name) is { } problem ? throw Unreadable(name, problem.Reason)
            : makes ? null
            : throw new SwarmException(
                ErrorCode.UnknownTask,
                $"no list of tasks '{list}'",
                "see 'git swarm task list', or begin one with 'git swarm task add'"
            );
    }

    /// <summary>Writing over it would lose whatever is in there.</summary>
    private static SwarmException Unreadable(RefName name, string reason) =>
        reason == Records.Newer
            ? new SwarmException(
                ErrorCode.NewerRecord,
                $"the list '{name.Components[^1]}' was written by a newer git-swarm",
                "use that one, or update this one"
            )
            : new SwarmException(
                ErrorCode.UnreadableRecord,
                $"the list '{name.Components[^1]}' cannot be read: {Texts.Cut(reason, 100)}",
                "see 'git swarm doctor'"
            );

    private static byte[]? Bytes(TaskListRecord? record)
    {
        if (record is null)
        {
            return null;
        }
        var bytes = Records.Write(record, TaskJson.Default.TaskListRecord);
        return bytes.Length <= TaskLimits.ListBytes
            ? bytes
            : throw new SwarmException(
                ErrorCode.BadArgument,
                $"the list '{record.Id}' would have {bytes.Length / 1024} KiB, and {TaskLimits.ListBytes / 1024} are the most",
                "put long descriptions into files, or use another list with --list"
            );
    }

    private TaskMoment Moment() => new(from.Now, from.CloneId, ids.NewShort());

    private RefName NameOf(string list) => SwarmRefs.TasksOf(from.CloneId, list);

    private static Action Preparing(Action? meanwhile) =>
        () =>
        {
            Records.Prepare();
            _ = TaskJson.Default.TaskListRecord;
            meanwhile?.Invoke();
        };
}
