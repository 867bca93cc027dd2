using System.Text.Json;
using GitSwarm.Agents.Worktrees;
using GitSwarm.Git;
using GitSwarm.Sessions.Processes;

namespace GitSwarm.Worker;

/// <summary>Makes and removes agents' worktrees in a process that may be killed.</summary>
internal static class WorktreeRun
{
    internal static string Make(string directory, string characters)
    {
        var number = 0;
        var git = WorkerStore.Git(directory);
        var request = new WorktreeRequest
        {
            Directory = directory,
            Variables = git.Process.Environment.Variables,
            NewName = () => $"{characters[..6]}{number++:D2}",
            Maker = ProcessIdentity.Of(Environment.ProcessId, ProcessTables.ForThisSystem()),
        };
        return JsonSerializer.Serialize(Open(git).Make(request), AgentWorktreeJson.Default.AgentWorktree);
    }

    internal static bool Remove(string directory, string file) =>
        Open(WorkerStore.Git(directory))
            .RemoveIfNothingIsLost(JsonSerializer.Deserialize(File.ReadAllText(file), AgentWorktreeJson.Default.AgentWorktree)!)
            .IsRemoved;

    private static AgentWorktrees Open(SwarmGit git) => new(git.Process, git.Repository);
}
