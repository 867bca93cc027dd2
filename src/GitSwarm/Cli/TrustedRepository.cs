using GitSwarm.Git;
using GitSwarm.Setup;

namespace GitSwarm.Cli;

/// <summary>The repository a command is in, if its config may have a say; see docs/decisions/0009-ownership.md.</summary>
internal static class TrustedRepository
{
    /// <summary>Finds it; one that did not opt in has no say in anything, so nobody need answer for it.</summary>
    /// <param name="directory">Where the command works.</param>
    /// <param name="outside">The outer world.</param>
    /// <param name="git">Starts git, where it has to be asked.</param>
    /// <exception cref="SwarmException">Git does not trust it.</exception>
    public static Repository? Find(string directory, Outside outside, Func<GitProcess> git)
    {
        var found = RepositoryDiscovery.Find(directory, outside.Variable);
        if (found is { Vouchers.Count: 0 } && !CloneIdentity.Of(found).IsBound)
        {
            // A bare repository can lie among the files of a clone; the binding of its id to a directory cannot.
            found = found with
            {
                IsPlanted = true,
            };
        }
        if (found is { IsEnabled: true } && !Ownership.IsCertain(found))
        {
            Ownership.Require(found, directory, git());
        }
        return found;
    }
}
