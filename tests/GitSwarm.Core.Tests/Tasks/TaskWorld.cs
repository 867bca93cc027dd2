using GitSwarm.Git;
using GitSwarm.Sessions;
using GitSwarm.Store;
using GitSwarm.Tasks;
using GitSwarm.Tests.Sessions;

namespace GitSwarm.Tests.Tasks;

/// <summary>Sessions and one list of tasks without a repository: rules are applied one after another, as the ref makes them.</summary>
internal sealed class TaskWorld
{
    private static readonly SwarmRef Ref = SwarmRefs.Parse(SwarmRefs.TasksOf(Sample.Clone, "main"))!;

    private readonly Dictionary<string, Session> sessions = [];
    private int nonces;

    internal TaskWorld(params string[] names)
    {
        foreach (var name in names)
        {
            Start(name);
        }
    }

    /// <summary>What is on record.</summary>
    internal TaskListRecord? Record { get; set; }

    /// <summary>Sessions nobody can read the record of.</summary>
    internal HashSet<string> Unreadable { get; } = [];

    internal DateTimeOffset Now { get; set; } = Sample.Now;

    internal TaskList List => TaskList.Of(Ref, Record, Roster, Sample.Clone);

    internal TaskMoment Moment => new(Now, Sample.Clone, $"n{nonces++}");

    internal Session Of(string name) => sessions[name];

    /// <summary>Starts a session, again perhaps.</summary>
    internal void Start(string name, string? parent = null) =>
        sessions[name] = Sample.Session(Sample.Record(name) with { Nonce = $"start{nonces++}", Parent = parent });

    internal void End(string name) => sessions[name] = sessions[name] with { State = SessionState.Gone };

    /// <summary>As if it had never been gone.</summary>
    internal void Revive(string name) => sessions[name] = sessions[name] with { State = SessionState.Active };

    internal TaskAnswer Add(string who, string subject, params int[] blockedBy) =>
        Do((l, m) => TaskRules.Add(l, Of(who), subject, null, blockedBy, m));

    internal TaskAnswer Take(string who, int? id = null) => Do((l, m) => TaskRules.Take(l, Of(who), id, m));

    internal TaskAnswer Done(string who, int id) => Do((l, m) => TaskRules.Done(l, Of(who), id, m));

    internal TaskAnswer Block(string who, int id, params int[] by) => Do((l, m) => TaskRules.Block(l, Of(who), id, by, remove: false, m));

    internal TaskAnswer Unblock(string who, int id, params int[] by) => Do((l, m) => TaskRules.Block(l, Of(who), id, by, remove: true, m));

    internal TaskAnswer Edit(string who, int id, TaskEdit edit) => Do((l, m) => TaskRules.Edit(l, Of(who), id, edit, m));

    /// <summary>Who was told what, as "ui Ready 1,2".</summary>
    internal static IEnumerable<string> Told(TaskAnswer answer) =>
        answer.Notices.Select(n => $"{n.To.Name} {n.News} {string.Join(',', n.Tasks.Select(t => t.Id))}");

    private TaskAnswer Do(Func<TaskList, TaskMoment, (TaskAnswer Answer, TaskListRecord? Record)> rule)
    {
        var (answer, record) = rule(List, Moment);
        Record = record ?? Record;
        return answer;
    }

    private Roster Roster
    {
        get
        {
            var problems = Unreadable
                .Select(n => new StoreProblem(SwarmRefs.Of(SwarmRefs.Sessions, Sample.Clone, SessionId.From(n)), default, "object missing"))
                .ToList();
            var readable = sessions.Values.Where(s => !Unreadable.Contains(s.Id)).ToList();
            return new Roster(readable, problems, new Snapshot(new Dictionary<RefName, StoredBlob>(), problems));
        }
    }
}
