using GitSwarm.Setup;
using GitSwarm.Store;

namespace GitSwarm.Doctor;

/// <summary>Has this clone an id, and is it this directory's own?</summary>
internal static class CloneCheck
{
    public static IEnumerable<Finding> Look(Patient patient)
    {
        var clone = patient.Clone;
        var mint = new Mending("it has an id of its own now", () => clone.Mint(patient.Git, patient.Ids).Length > 0);
        if (clone.Id is null)
        {
            yield return new Finding("this clone has no id", null, mint);
        }
        else if (!SwarmRefs.IsComponent(clone.Id))
        {
            yield return new Finding($"swarm.clone is no id: '{Texts.Cut(clone.Id, 40)}'", null, mint);
        }
        else if (!clone.IsMine)
        {
            // Two clones under one id would delete each other's refs at each sync.
            yield return new Finding($"this folder is a copy of clone {clone.Id}", null, mint);
        }
        else if (clone.Binding is null && clone.Here is { } here)
        {
            var bind = new Mending(
                "it is now",
                () =>
                {
                    LocalSettings.Set(patient.Git, "swarm.cloneBinding", here);
                    return true;
                }
            );
            yield return new Finding($"clone {clone.Id} is not bound to this directory, so a copy could not be told from it", null, bind);
        }
        else
        {
            yield return new Finding($"id {clone.Id}");
        }
    }
}
