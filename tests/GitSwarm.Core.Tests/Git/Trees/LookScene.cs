using GitSwarm.Git;
using GitSwarm.Git.Trees;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Git.Trees;

/// <summary>A work tree that is looked into by git and without it.</summary>
internal sealed class LookScene : IDisposable
{
    private readonly GitProcess process;

    internal LookScene(TestGit? git = null, RepositoryFormat format = RepositoryFormat.Files)
    {
        Sandbox = new Sandbox(git);
        Repository = TestRepository.Create(Sandbox, format: format);
        Repository.Settle();
        process = new GitProcess(new GitEnvironment(new Dictionary<string, string>(Sandbox.Variables), Sandbox.GitProgram));
    }

    internal Sandbox Sandbox { get; }

    internal TestRepository Repository { get; }

    internal Repository Found => RepositoryDiscovery.Find(Repository.Path, _ => null)!;

    public void Dispose() => Sandbox.Dispose();

    /// <summary>What git says of a work tree; the main one if none is given.</summary>
    internal WorktreeStatus ByGit(Worktree? worktree = null) => new WorktreeObserver(process, 2).Observe([worktree ?? Main])[0]!;

    /// <summary>What is seen without it; null where it has to be asked.</summary>
    internal WorktreeStatus? ByItself(Worktree? worktree = null)
    {
        var trees = Worktree.List(Found);
        using var own = new OwnLook(new SwarmGit(process, Found), trees, tips: null, threads: 2);
        return own.Into(worktree ?? trees[0]);
    }

    internal Worktree Main => Worktree.List(Found)[0];

    /// <summary>Fails where something else is seen than git says.</summary>
    /// <returns>Whether anything was seen.</returns>
    internal bool Compare(string what = "")
    {
        if (ByItself() is not { } own)
        {
            return false;
        }
        var git = ByGit();
        Assert.Equal((git.Branch, git.Head), (own.Branch, own.Head));
        Assert.True(Text(git) == Text(own), $"{what}\ngit:\n{Text(git)}\nown:\n{Text(own)}");
        return true;
    }

    private static string Text(WorktreeStatus status) =>
        string.Join('\n', status.Changed.Select(c => (c.Untracked ? "? " : "M ") + c.Path).Order(StringComparer.Ordinal));
}
