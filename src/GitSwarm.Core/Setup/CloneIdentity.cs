using GitSwarm.Git;

namespace GitSwarm.Setup;

/// <summary>The id of this clone, and whether it is really this directory's.</summary>
/// <remarks>
/// <c>swarm.clone</c> names the clone in every ref; <c>swarm.cloneBinding</c> says for which directory it was made. A
/// copied folder or a templated config carries the id of another clone, and two clones under one id would delete each
/// other's refs at each sync: so a copy gets an id of its own. The binding
/// is inode, device and path; the inode and one of the others must agree, so that a move, a mount elsewhere and a reboot
/// (which may number devices anew) keep the id.
/// </remarks>
/// <param name="Id">The id; null when there is none yet.</param>
/// <param name="Binding">What the config says it was made for.</param>
/// <param name="Here">What this directory is.</param>
public sealed record CloneIdentity(string? Id, string? Binding, string? Here)
{
    /// <summary>True when the id was made for this very directory, or nobody can tell.</summary>
    public bool IsMine => Id is not null && (Binding is null || Here is null || IsSamePlace(Binding, Here));

    /// <summary>True when the id was surely made for this very directory.</summary>
    public bool IsBound => IsMine && Binding is not null && Here is not null;

    /// <summary>The id to read with: that of a copied folder's original matches nothing of ours.</summary>
    public string IdForReading => IsMine ? Id! : "";

    /// <summary>Reads the config and looks at the directory.</summary>
    public static CloneIdentity Of(Repository repository) =>
        new(repository.Config["swarm.clone"], repository.Config["swarm.clonebinding"], Place(repository.CommonDir));

    private static string? Place(string directory) =>
        FileIdentity.Of(directory) is { } identity ? $"{identity.Inode} {identity.Device} {directory}" : null;

    private static bool IsSamePlace(string bound, string here)
    {
        var (a, b) = (bound.Split(' ', 3), here.Split(' ', 3));
        return a.Length == 3 && b.Length == 3 && a[0] == b[0] && (a[1] == b[1] || a[2] == b[2]);
    }

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
