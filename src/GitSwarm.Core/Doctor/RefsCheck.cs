using GitSwarm.Git;
using GitSwarm.Store;

namespace GitSwarm.Doctor;

/// <summary>Does every ref of ours lead to an object?</summary>
/// <remarks>One that does not breaks the user's own <c>git gc</c> and <c>git fetch</c>, so it is mended whoever's it is.</remarks>
internal static class RefsCheck
{
    public static IEnumerable<Finding> Look(Patient patient)
    {
        var findings = BrokenRefs.WithoutValue(patient.Repository).Select(n => Empty(patient.Repository, n)).ToList();
        var broken = BrokenRefs.WithoutObject(patient.Git);
        var ticks = broken.Where(b => b.Name.Components.Contains(SwarmRefs.Heartbeats)).Select(b => b.Id).ToHashSet();
        var lost = LostHeartbeats.Find(patient.Git, ticks, patient.Now);
        findings.AddRange(broken.Select(b => Broken(patient.Git, b.Name, b.Id, lost.GetValueOrDefault(b.Id))));
        return findings.Count > 0 ? findings : [new Finding("every ref leads to an object")];
    }

    private static Finding Empty(Repository repository, RefName name) =>
        new(
            $"{Texts.OneLine(name.Value)} is a file without an object name",
            "delete the file",
            new Mending("ref deleted", () => BrokenRefs.DeleteWithoutValue(repository, name))
        );

    private static Finding Broken(SwarmGit git, RefName name, ObjectId id, byte[]? bytes) =>
        new(
            $"{Texts.OneLine(name.Value)} leads to object {id.Hex[..12]}, which is missing or unreadable",
            $"git update-ref -d {Hooks.ShellQuote.Quote(Texts.OneLine(name.Value))}",
            bytes is null
                ? new Mending("ref deleted", () => BrokenRefs.Delete(git, name, id))
                // Git keeps a damaged file of that name rather than write it anew; then the ref has to go all the same.
                : new Mending(
                    "the same bytes written again",
                    () =>
                        (git.Run(["hash-object", "-w", "--stdin"], bytes).Ok && BrokenRefs.IsReadable(git, id))
                        || BrokenRefs.Delete(git, name, id)
                )
        );
}
