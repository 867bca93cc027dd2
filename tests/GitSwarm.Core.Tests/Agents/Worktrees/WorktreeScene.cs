using GitSwarm.Agents.Worktrees;
using GitSwarm.Git;
using GitSwarm.TestKit;

namespace GitSwarm.Tests.Agents.Worktrees;

/// <summary>A repository whose agents get worktrees.</summary>
internal sealed class WorktreeScene : IDisposable
{
    private int names;

    internal WorktreeScene(TestGit? git = null, RepositoryFormat format = RepositoryFormat.Files, string name = "app")
    {
        Sandbox = new Sandbox(git);
        User = TestRepository.Create(Sandbox, name, format);
    }

    internal Sandbox Sandbox { get; }

    internal TestRepository User { get; }

    /// <summary>The repository as seen from a directory; the user's by default.</summary>
    internal AgentWorktrees From(
        string? directory = null,
        Func<string, IReadOnlyList<int>?>? inside = null,
        IReadOnlyDictionary<string, string>? extra = null,
        string? program = null
    )
    {
        var variables = new Dictionary<string, string>(Sandbox.Variables, StringComparer.Ordinal);
        foreach (var (name, value) in extra ?? new Dictionary<string, string>())
        {
            variables[name] = value;
        }
        var git = new GitProcess(new GitEnvironment(variables, program ?? Sandbox.GitProgram));
        return new AgentWorktrees(git, RepositoryDiscovery.Find(directory ?? User.Path, _ => null)!, inside);
    }

    internal WorktreeRequest Request(string? directory = null) =>
        new()
        {
            Directory = directory ?? User.Path,
            Variables = new Dictionary<string, string>(Sandbox.Variables, StringComparer.Ordinal),
            NewName = () => $"name{++names:D4}",
        };

    internal AgentWorktree Make(string? directory = null) => From(directory).Make(Request(directory));

    internal WorktreeVerdict Judge(AgentWorktree worktree) => From().Judge(worktree);

    /// <summary>The reasons to keep a worktree, which removing it must respect, too.</summary>
    internal KeepReason[] Kept(AgentWorktree worktree)
    {
        var verdict = Judge(worktree);
        var end = From().RemoveIfNothingIsLost(worktree);
        var branch = User.Git("for-each-ref", "refs/heads/" + worktree.Branch);
        if (end.IsRemoved || !Directory.Exists(worktree.Path) || branch.Length == 0)
        {
            throw new InvalidOperationException("it was removed");
        }
        return [.. verdict.Reasons.Select(r => r.Reason)];
    }

    /// <summary>Removes a worktree; true when nothing of it is left.</summary>
    internal bool Goes(AgentWorktree worktree)
    {
        var end = From().RemoveIfNothingIsLost(worktree);
        return end is { IsRemoved: true, BranchKept: null, Text: null } && !IsThere(worktree);
    }

    /// <summary>Whether anything of a worktree is left: files, git's own, its branch.</summary>
    internal bool IsThere(AgentWorktree worktree) =>
        Path.Exists(worktree.Path)
        || Directory.Exists(Path.Combine(CommonDir, "worktrees", worktree.Worktree!))
        || User.Git("for-each-ref", "refs/heads/" + worktree.Branch).Length > 0;

    internal string CommonDir => RepositoryDiscovery.Find(User.Path, _ => null)!.CommonDir;

    internal string Git(AgentWorktree worktree, params string[] arguments) => Sandbox.Git(worktree.Path, arguments);

    internal static void Write(AgentWorktree worktree, string path, string text)
    {
        var file = Path.Combine(worktree.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    internal string Commit(AgentWorktree worktree, string text = "work")
    {
        Write(worktree, "work.txt", text);
        Git(worktree, "add", "--all");
        Git(worktree, "commit", "--quiet", "-m", text);
        return Git(worktree, "rev-parse", "HEAD");
    }

    /// <summary>Ignores something for all worktrees, and lists it for copying.</summary>
    internal void List(string ignored, string listed)
    {
        User.Write(".gitignore", ignored + "\n");
        User.Write(".worktreeinclude", listed + "\n");
        User.Commit("Ignore");
    }

    public void Dispose() => Sandbox.Dispose();
}
