using System.Text.Json;
using GitSwarm.Agents.Commands;
using GitSwarm.Git;

namespace GitSwarm.Agents.Worktrees;

/// <summary><c>swarm.hook.WorktreeCreate</c>: a command of the user's that makes the worktree, and says where.</summary>
internal static class CreateHook
{
    /// <summary>Its key in the config, as git lists it.</summary>
    internal const string Key = "swarm.hook.worktreecreate";

    private const string Event = "WorktreeCreate";
    private const string Name = "swarm.hook." + Event;

    /// <summary>Runs it, and looks at what it made.</summary>
    /// <param name="command">The command line.</param>
    /// <param name="git">Looks.</param>
    /// <param name="request">Who wants it.</param>
    /// <exception cref="SwarmException">It failed, or what it named is no work tree of its own.</exception>
    internal static AgentWorktree Run(string command, WorktreeGit git, WorktreeRequest request)
    {
        var name = AgentBranch.Of(request.NewName());
        var outcome = UserCommand.Run(
            command,
            request.Directory,
            ChildEnvironment.Of(request.Variables, request.Own),
            Input(name, request.Directory),
            request.CommandLimit,
            git.Stop
        );
        if (!outcome.Ok)
        {
            throw Refused(outcome.Failure(request.CommandLimit));
        }
        var said = outcome.Text.Split('\n').Select(line => line.TrimEnd('\r')).LastOrDefault(line => !string.IsNullOrWhiteSpace(line));
        return said is null ? throw Refused("printed no path") : Observe(Path.GetFullPath(said, request.Directory), git);
    }

    private static AgentWorktree Observe(string path, WorktreeGit git)
    {
        var shown = Texts.Cut(path, 200);
        if (!Directory.Exists(path))
        {
            throw Refused($"names {shown}, which is no directory");
        }
        if (
            RepositoryDiscovery.Find(path, _ => null) is not { WorkTree: { } top } found
            || !IsWithin(RealPath.Of(path), top)
            || IsWithin(RealPath.Of(path), found.GitDir)
        )
        {
            throw Refused($"names {shown}, which is in no work tree");
        }
        if (found.WorkTree == git.Repository.WorkTree)
        {
            throw Refused($"names {shown}, where it was called from");
        }
        var branch = git.At(path, ["symbolic-ref", "--quiet", "--short", "HEAD"]);
        var start = git.At(path, ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]);
        return new AgentWorktree
        {
            Path = path,
            Branch = branch.Ok ? branch.Text : null,
            Start = start.Ok ? start.Text : null,
            Root = git.Repository.WorkTree,
            Worktree = found.CommonDir == git.Repository.CommonDir ? found.WorktreeId : null,
            ByHook = true,
        };
    }

    private static bool IsWithin(string path, string top) =>
        path == top || path.StartsWith(top + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static byte[] Input(string name, string directory)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("hook_event_name", Event);
            json.WriteString("name", name);
            json.WriteString("cwd", directory);
            json.WriteEndObject();
        }
        return [.. stream.ToArray(), (byte)'\n'];
    }

    private static SwarmException Refused(string what) =>
        new(ErrorCode.WorktreeFailed, $"{Name} {what}", $"run 'git config --get {Name}', and look at what it does");
}
