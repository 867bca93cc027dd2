using GitSwarm.Git;
using GitSwarm.Sessions;
using GitSwarm.Sessions.Processes;
using GitSwarm.Store;

namespace GitSwarm.Doctor;

/// <summary>Do sessions without a living process claim to work in a work tree that is gone?</summary>
/// <remarks>A dead process ends its session anyhow; this is about sessions that have none to ask, which would count as live for a day.</remarks>
internal static class WorktreesCheck
{
    private static readonly string[] Prefixes = [.. SwarmRefs.SessionKinds.Select(SwarmRefs.Prefix)];

    public static IEnumerable<Finding> Look(Patient patient)
    {
        var vantage = patient.Vantage;
        var lost = Lost(patient.Sessions.Read(), patient).ToList();
        if (lost.Count == 0)
        {
            yield return new Finding("no session in a vanished work tree");
            yield break;
        }
        yield return new Finding(
            $"{string.Join(", ", lost.Select(s => Texts.Cut(s.Name, 30)))}: the work tree is gone, and no process lives",
            "git swarm leave --as <name>",
            new Mending("ended", () => patient.Store.Update(Prefixes, snapshot => End(Roster.Of(snapshot, vantage), patient)))
        );
    }

    private static IEnumerable<Session> Lost(Roster roster, Patient patient)
    {
        var trees = Worktree.List(patient.Repository).Where(w => w.Exists || IsLocked(patient.Repository, w)).Select(w => w.Id).ToHashSet();
        return roster.Live.Where(s =>
            s is { IsLocal: true, Process: { Worktree: { } id } process }
            && !trees.Contains(id)
            && Roster.LifeOf(process, patient.Vantage) != Life.Alive
        );
    }

    /// <summary>A locked work tree may be on a disk that is not plugged in.</summary>
    private static bool IsLocked(Repository repository, Worktree worktree) =>
        worktree.Id is { } id && File.Exists(Path.Combine(repository.CommonDir, "worktrees", id, "locked"));

    private static Decision<bool> End(Roster roster, Patient patient)
    {
        var changes = Lost(roster, patient)
            .Select(s =>
            {
                var name = SwarmRefs.Of(SwarmRefs.Sessions, s.Ref.CloneId, SessionId.From(s.Id));
                var over = s.Record with { At = patient.Now, Ended = patient.Now };
                return new RefChange(name, Records.Write(over, RecordJson.Default.SessionRecord), roster.Snapshot.IdOf(name));
            });
        return new Decision<bool>(Result: true, [.. changes]);
    }
}
