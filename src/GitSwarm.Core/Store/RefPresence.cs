using System.Text;
using GitSwarm.Git;

namespace GitSwarm.Store;

/// <summary>Tells without a process whether there can be refs of a kind, so that what nobody uses costs nothing.</summary>
public static class RefPresence
{
    /// <summary>False when there surely are none; on reftable only git can tell.</summary>
    /// <param name="repository">Where.</param>
    /// <param name="prefix">As of <see cref="SwarmRefs.Prefix"/>.</param>
    public static bool IsPossible(Repository repository, string prefix)
    {
        if (repository.RefFormat == RefFormat.Reftable || Directory.Exists(Path.Combine(repository.CommonDir, prefix)))
        {
            return true;
        }
        var packed = Path.Combine(repository.CommonDir, "packed-refs");
        return File.Exists(packed) && File.ReadAllBytes(packed).AsSpan().IndexOf(Encoding.ASCII.GetBytes(prefix + "/")) >= 0;
    }
}
