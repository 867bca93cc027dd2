using GitSwarm.Sessions;
using GitSwarm.Setup;

namespace GitSwarm.Doctor;

/// <summary>Are sessions on record as living that are dead?</summary>
internal static class SessionsCheck
{
    public static IEnumerable<Finding> Look(Patient patient)
    {
        var retention = Retention.From(Settings.Read(patient.Git.Process, patient.Repository)["swarm.retention"]);
        var roster = patient.Sessions.Read();
        var dead = SessionCleanup.Decide(roster, patient.Vantage, retention).Result.Ended;
        if (dead.Count == 0)
        {
            var live = roster.Live.Count(s => s.IsLocal);
            yield return new Finding($"{live} live {(live == 1 ? "session" : "sessions")}");
            yield break;
        }
        yield return new Finding(
            $"{dead.Count} dead {(dead.Count == 1 ? "session" : "sessions")} not put on record as ended ({string.Join(", ", dead.Select(n => Texts.Cut(n, 30)))})",
            "git swarm gc",
            new Mending(
                "ended",
                () =>
                {
                    patient.Sessions.CleanUp(retention);
                    return true;
                }
            )
        );
    }
}
