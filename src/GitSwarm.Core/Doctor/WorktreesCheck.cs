using GitSwarm.Git;
using GitSwarm.Sessions;
using GitSwarm.Sessions.Processes;
using GitSwarm.Store;

namespace GitSwarm.Doctor;

/// <summary>Are there sessions whose work tree is gone?</summary>
/// <remarks>
/// One whose process lives may go on elsewhere: it is named, and left to the user. A dead process ends its session anyhow, so
/// what is ended here are sessions that have none to ask, which would count as live for a day.
/// </remarks>
internal static class WorktreesCheck
{
    private static readonly string[] Prefixes = [.. SwarmRefs.SessionKinds.Select(SwarmRefs.Prefix)];

    public static IEnumerable<Finding> Look(Patient patient)
    {
        var vantage = patient.Vantage;
        var lost = Lost(patient.Sessions.Read(), patient).ToLookup(s => IsAlive(s, patient));
        if (lost.Count == 0)
        {
            yield return new Finding("no session in a vanished work tree");
        }
        if (lost.Contains(true))
        {
            yield return new Finding(
                $"{Names(lost[true])}: the work tree is gone, but the process lives",
                "let it go on in another work tree, or 'git swarm leave --as <name>'"
            );
        }
        if (lost.Contains(false))
        {
            yield return new Finding(
                $"{Names(lost[false])}: the work tree is gone, and no process lives",
                "git swarm leave --as <name>",
                new Mending("ended", () => patient.Store.Update(Prefixes, snapshot => End(Roster.Of(snapshot, vantage), patient)))
            );
        }
    }

    private static string Names(IEnumerable<Session> sessions) => string.Join(", ", sessions.Select(s => Texts.Cut(s.Name, 30)));

    private static IEnumerable<Session> Lost(Roster roster, Patient patient)
    {
        var trees = Worktree.List(patient.Repository).Where(w => w.Exists || IsLocked(patient.Repository, w)).Select(w => w.Id).ToHashSet();
        return roster.Live.Where(s => s is { IsLocal: true, Process.Worktree: { } id } && !trees.Contains(id));
    }

    private static bool IsAlive(Session session, Patient patient) => Roster.LifeOf(session.Process, patient.Vantage) == Life.Alive;

    /// <summary>A locked work tree may be on a disk that is not plugged in.</summary>
    private static bool IsLocked(Repository repository, Worktree worktree) =>
        worktree.Id is not null && File.Exists(Path.Combine(worktree.GitDirIn(repository), "locked"));

    private static Decision<bool> End(Roster roster, Patient patient)
    {
        var changes = Lost(roster, patient)
            .Where(s => !IsAlive(s, patient))
            .Select(s =>
            {
                var name = SwarmRefs.Of(SwarmRefs.Sessions, s.Ref.CloneId, SessionId.From(s.Id));
                var over = s.Record with { At = patient.Now, Ended = patient.Now };
                return new RefChange(name, Records.Write(over, RecordJson.Default.SessionRecord), roster.Snapshot.IdOf(name));
            });
        return new Decision<bool>(Result: true, [.. changes]);
    }
}
