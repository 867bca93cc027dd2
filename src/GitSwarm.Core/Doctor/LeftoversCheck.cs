using GitSwarm.Git;
using GitSwarm.Hooks;
using GitSwarm.Sessions;
using GitSwarm.Sessions.Processes;
using GitSwarm.Setup;
using GitSwarm.Store;

namespace GitSwarm.Doctor;

/// <summary>Is there anything of ours that nobody needs any more?</summary>
internal static class LeftoversCheck
{
    // A process at work is done with its files long before.
    private static readonly TimeSpan Settled = TimeSpan.FromDays(1);

    public static IEnumerable<Finding> Look(Patient patient)
    {
        var files = Files(patient).ToList();
        var orphans = Orphans(patient);
        var findings = files
            .Select(f => new Finding(
                $"{Texts.OneLine(f)} is left over",
                "delete the file",
                new Mending(
                    "removed",
                    () =>
                    {
                        File.Delete(f);
                        return true;
                    }
                )
            ))
            .Concat(
                orphans.Select(o => new Finding(
                    $"{o.Name} belongs to no session",
                    $"git update-ref -d {o.Name}",
                    new Mending("ref deleted", () => BrokenRefs.Delete(patient.Git, o.Name, o.Id))
                ))
            )
            .ToList();
        return findings.Count > 0 ? findings : [new Finding("none")];
    }

    private static IEnumerable<string> Files(Patient patient)
    {
        var repository = patient.Repository;
        var keep = KeepFile
            .In(repository)
            .Where(k => patient.Now.UtcDateTime - File.GetLastWriteTimeUtc(k.Path) > (k.IsTorn ? Settled : KeptPacks.For + Settled))
            // What is left of a pack that was being removed is of no use; a whole one is git's as soon as nothing keeps it.
            .SelectMany(k => k.IsTorn ? k.Parts.Where(File.Exists) : [k.Path]);
        return keep.Concat(Old(repository.SwarmDir, "superseded.*", patient))
            .Concat(Old(repository.SwarmDir, "*.tmp", patient))
            .Concat(Old(Path.Combine(repository.CommonDir, "hooks"), ".????????.???", patient).Where(IsHook));
    }

    private static IEnumerable<string> Old(string folder, string pattern, Patient patient) =>
        Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, pattern).Where(f => patient.Now.UtcDateTime - File.GetLastWriteTimeUtc(f) > Settled)
            : [];

    /// <summary>A hook is written beside its place and moved there; a kill in between leaves it.</summary>
    private static bool IsHook(string file) => File.ReadAllText(file).Contains(HookTexts.Open, StringComparison.Ordinal);

    /// <summary>Records of this clone whose session has none that says who it is, and no living process.</summary>
    private static List<StoredBlob> Orphans(Patient patient)
    {
        var from = patient.Vantage;
        var snapshot = patient.Store.Read(SwarmRefs.SessionKinds.Select(SwarmRefs.Prefix));
        var mine = snapshot.Blobs.Values.Where(b => b.Ref.CloneId == from.CloneId).ToList();
        var known = snapshot
            .Blobs.Keys.Concat(snapshot.Problems.Select(p => p.Name))
            .Select(SwarmRefs.Parse)
            .Where(r => r?.Kind == SwarmRefs.Sessions && r.CloneId == from.CloneId)
            .Select(r => r!.Stream)
            .ToHashSet(StringComparer.Ordinal);
        var alive = mine.Where(b => b.Ref.Kind == SwarmRefs.Processes)
            .Where(b => Roster.LifeOf(Records.Read(b, RecordJson.Default.ProcessRecord, []), from) == Life.Alive)
            .Select(b => b.Ref.Stream)
            .ToHashSet(StringComparer.Ordinal);
        return [.. mine.Where(b => !known.Contains(b.Ref.Stream) && !alive.Contains(b.Ref.Stream))];
    }
}
