using System.Collections;
using GitSwarm.Git;
using GitSwarm.Store;

namespace GitSwarm.Worker;

/// <summary>Opens a repository with the variables of this process, as the command line does.</summary>
internal static class WorkerStore
{
    internal static SwarmStore Open(string directory) => new(Git(directory), new Random(), SwarmStore.CommandDeadline);

    internal static Garbage Garbage(string directory, string clone)
    {
        var git = Git(directory);
        return new Garbage(git, clone, GitVersion.Parse(git.Process.Run(["--version"]).Text)!.Value, packFrom: 1);
    }

    internal static SwarmGit Git(string directory)
    {
        var variables = Environment
            .GetEnvironmentVariables()
            .Cast<DictionaryEntry>()
            .ToDictionary(v => (string)v.Key, v => (string?)v.Value ?? "", StringComparer.Ordinal);
        var repository = RepositoryDiscovery.Find(directory, Environment.GetEnvironmentVariable);
        return new SwarmGit(new GitProcess(new GitEnvironment(variables)), repository!);
    }
}
