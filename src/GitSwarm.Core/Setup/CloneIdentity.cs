using GitSwarm.Git;

namespace GitSwarm.Setup;

/// <summary>The id of this clone, and whether it is really this directory's.</summary>
/// <remarks>
/// <c>swarm.clone</c> names the clone in every ref; <c>swarm.cloneBinding</c> says for which directory it was made. A
/// copied folder or a templated config carries the id of another clone, and two clones under one id would delete each
/// other's refs at each sync: so a copy gets an id of its own. A move, a mount elsewhere or a reboot keeps it.
/// </remarks>
/// <param name="Id">The id; null when there is none yet.</param>
/// <param name="Binding">What the config says it was made for.</param>
/// <param name="Here">What this directory is.</param>
public sealed record CloneIdentity(string? Id, string? Binding, string? Here)
{
    /// <summary>True when the id was made for this very directory, or nobody can tell.</summary>
    public bool IsMine => Id is not null && (Binding is null || Here is null || Binding == Here);

    /// <summary>The id to read with: that of a copied folder's original matches nothing of ours.</summary>
    public string IdForReading => IsMine ? Id! : "";

    /// <summary>Reads the config and looks at the directory.</summary>
    public static CloneIdentity Of(Repository repository) =>
        new(repository.Config["swarm.clone"], repository.Config["swarm.clonebinding"], FileIdentity.Of(repository.CommonDir)?.ToString());

    /// <summary>Makes a new id and puts it into the repository's own config.</summary>
    /// <returns>The new id.</returns>
    /// <exception cref="SwarmException">The config cannot be written.</exception>
    public string Mint(SwarmGit git, Ids ids)
    {
        var id = ids.NewShort();
        LocalSettings.Set(git, "swarm.clone", id);
        if (Here is not null)
        {
            LocalSettings.Set(git, "swarm.cloneBinding", Here);
        }
        return id;
    }
}
