using GitSwarm.Git;
using GitSwarm.Store;

namespace GitSwarm.Doctor;

/// <summary>Are the trees that keep superseded blobs whole?</summary>
/// <remarks>A tree that names a missing blob makes the user's <c>git gc</c> fail. What it keeps is of no more use, so the ref goes.</remarks>
internal static class SupersededCheck
{
    public static IEnumerable<Finding> Look(Patient patient)
    {
        var days = SnapshotReader.ReadNames(patient.Git, [SwarmRefs.Prefix(SwarmRefs.Superseded)]);
        var torn = days.Where(d => !IsWhole(patient.Git, d.Value)).ToList();
        return torn.Count == 0
            ? [new Finding($"{days.Count} {(days.Count == 1 ? "day" : "days")} of superseded records kept")]
            : torn.Select(d => new Finding(
                $"{Texts.OneLine(d.Key.Value)} keeps objects of which some are missing",
                $"git update-ref -d {Hooks.ShellQuote.Quote(Texts.OneLine(d.Key.Value))}",
                new Mending("ref deleted", () => BrokenRefs.Delete(patient.Git, d.Key, d.Value))
            ));
    }

    private static bool IsWhole(SwarmGit git, ObjectId tree)
    {
        var result = git.Run(["rev-list", "--objects", "--missing=print", tree.Hex]);
        return result.Ok && !result.Text.Split('\n').Any(l => l.StartsWith('?'));
    }
}
