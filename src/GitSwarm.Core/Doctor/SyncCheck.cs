using System.Globalization;
using GitSwarm.Sync;

namespace GitSwarm.Doctor;

/// <summary>Do exchanges with remotes go well?</summary>
internal static class SyncCheck
{
    public static IEnumerable<Finding> Look(Patient patient)
    {
        var interval = SyncSettings.Interval(patient.Repository.Config);
        var found = SyncState.All(patient.Repository).Select(Of).ToList();
        if (interval is not null && SyncSettings.Remote(patient.Repository.Config) is null)
        {
            found.Add(new Finding("swarm.syncInterval is set, and no remote to exchange with", "git swarm init --remote <name>"));
        }
        return found.Count > 0 ? found : [new Finding("nothing was exchanged yet")];
    }

    private static Finding Of(SyncState state)
    {
        var name = Texts.Cut(state.Remote!, 60);
        return state.Reason is { } reason
            ? new Finding($"the last exchange with '{name}' failed: {Texts.Cut(reason, 200)}", $"git swarm sync {name}")
            : new Finding(
                $"last exchange with '{name}': {state.Synced?.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) ?? "none"}"
            );
    }
}
