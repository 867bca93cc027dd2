using GitSwarm.Setup;

namespace GitSwarm.Doctor;

/// <summary>Does a remote's configuration overwrite our refs, or give them away?</summary>
internal static class RemotesCheck
{
    public static IEnumerable<Finding> Look(Patient patient)
    {
        var remotes = RemoteSettings.Read(patient.Git.Process, patient.Repository);
        var found = new List<Finding>();
        try
        {
            remotes.RequireSafeRefspecs();
        }
        catch (SwarmException error) when (error.Code == ErrorCode.RefspecConflict)
        {
            found.Add(new Finding(error.Message, error.Hint));
        }
        found.AddRange(
            remotes
                .Mirrors.Select(name => Texts.Cut(name, 40))
                .Select(name => new Finding(
                    $"remote '{name}' is a mirror: a push there publishes or deletes everything under refs/swarm",
                    $"git config --unset remote.{name}.mirror && git config --add remote.{name}.push '+refs/heads/*:refs/heads/*'"
                ))
        );
        return found.Count > 0 ? found : [new Finding("none overwrites refs/swarm, none is a mirror")];
    }
}
