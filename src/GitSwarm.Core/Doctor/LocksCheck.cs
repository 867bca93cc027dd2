using GitSwarm.Store;

namespace GitSwarm.Doctor;

/// <summary>Did a killed writer leave its lock files behind?</summary>
internal static class LocksCheck
{
    public static IEnumerable<Finding> Look(Patient patient)
    {
        var stale = StaleLocks.Find(patient.Repository).Where(l => StaleLocks.IsStale(patient.Repository, l)).ToList();
        return stale.Count == 0
            ? [new Finding("no stale lock files")]
            : stale.Select(path => new Finding(
                $"{Texts.OneLine(path)} was left by a killed process",
                "delete the file",
                // Looked at again: it may be somebody else's by now.
                new Mending(
                    "removed",
                    () => !File.Exists(path) || (StaleLocks.IsStale(patient.Repository, path) && StaleLocks.Remove(path))
                )
            ));
    }
}
