using System.Text;
using GitSwarm.Git;

namespace GitSwarm.Store;

/// <summary>Tells without a process whether there can be refs of a kind, so that what nobody uses costs nothing.</summary>
public static class RefPresence
{
    /// <summary>False when there surely are none, here or fetched from elsewhere; on reftable only git can tell.</summary>
    /// <param name="repository">Where.</param>
    /// <param name="kinds">Any of these.</param>
    public static bool IsPossible(Repository repository, params ReadOnlySpan<string> kinds)
    {
        List<string> prefixes = [SwarmRefs.RemoteRoot];
        foreach (var kind in kinds)
        {
            prefixes.Add(SwarmRefs.Prefix(kind) + "/");
        }
        if (repository.RefFormat == RefFormat.Reftable || prefixes.Exists(p => Directory.Exists(Path.Combine(repository.CommonDir, p))))
        {
            return true;
        }
        var packed = Path.Combine(repository.CommonDir, "packed-refs");
        if (!File.Exists(packed))
        {
            return false;
        }
        var text = File.ReadAllBytes(packed);
        return prefixes.Exists(p => text.AsSpan().IndexOf(Encoding.ASCII.GetBytes(p)) >= 0);
    }
}
