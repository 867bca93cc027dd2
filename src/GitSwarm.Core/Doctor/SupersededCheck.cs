using GitSwarm.Git;
using GitSwarm.Store;

namespace GitSwarm.Doctor;

/// <summary>Is all there that keeps superseded blobs: the reflog, and the trees of older versions?</summary>
/// <remarks>A tree that names a missing blob makes the user's <c>git gc</c> fail. What it keeps is of no more use, so the ref goes.</remarks>
internal static class SupersededCheck
{
    public static IEnumerable<Finding> Look(Patient patient)
    {
        var days = SnapshotReader.ReadNames(patient.Git, [SwarmRefs.Prefix(SwarmRefs.Superseded)]);
        var torn = days.Where(d => !IsWhole(patient.Git, d.Value)).ToList();
        var findings = torn.Select(d => Torn(d.Key, () => BrokenRefs.Delete(patient.Git, d.Key, d.Value))).ToList();
        if (!new KeptReflog(patient.Git).IsWhole())
        {
            findings.Add(Torn(SwarmRefs.Kept, () => KeptReflog.Delete(patient.Git)));
        }
        return findings.Count > 0 ? findings : [new Finding("superseded records are whole")];
    }

    private static Finding Torn(RefName name, Func<bool> delete) =>
        new(
            $"{Texts.OneLine(name.Value)} keeps objects of which some are missing",
            $"git update-ref -d {Hooks.ShellQuote.Quote(Texts.OneLine(name.Value))}",
            new Mending("ref deleted", delete)
        );

    private static bool IsWhole(SwarmGit git, ObjectId tree)
    {
        var result = git.Run(["rev-list", "--objects", "--missing=print", tree.Hex]);
        return result.Ok && !result.Text.Split('\n').Any(l => l.StartsWith('?'));
    }
}
