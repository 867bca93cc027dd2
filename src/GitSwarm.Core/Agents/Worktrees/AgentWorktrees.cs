using GitSwarm.Git;
using GitSwarm.Sessions.Processes;
using GitSwarm.Setup;

namespace GitSwarm.Agents.Worktrees;

/// <summary>Worktrees in which agents work on their own: makes them, and removes those in which nothing would be lost.</summary>
/// <param name="process">Starts git.</param>
/// <param name="repository">As seen from the directory the caller is in.</param>
/// <param name="inside">Which processes work in a directory, null where that cannot be told; asks the system by default.</param>
public sealed class AgentWorktrees(GitProcess process, Repository repository, Func<string, IReadOnlyList<int>?>? inside = null)
{
    private static readonly IReadOnlySet<int> Nobody = new HashSet<int>();

    /// <summary>Makes a worktree on a branch of its own from the caller's HEAD, or has <c>swarm.hook.WorktreeCreate</c> make it.</summary>
    /// <param name="request">Who wants it.</param>
    /// <param name="stop">Gives it up; what was made until then is taken back.</param>
    /// <exception cref="SwarmException">It cannot be made; nothing is left of it.</exception>
    public AgentWorktree Make(WorktreeRequest request, CancellationToken stop = default)
    {
        var settings = Settings.Read(process, repository);
        var git = new WorktreeGit(process, repository, stop);
        return settings[CreateHook.Key] is { Length: > 0 } command
            ? CreateHook.Run(command, git, request)
            : new WorktreeMaking(git, new WorktreeGit(process, repository), request, settings).Make();
    }

    /// <summary>Tells whether a worktree may go, and every reason why not. Changes nothing.</summary>
    /// <param name="worktree">As it was made.</param>
    /// <param name="own">Processes that may be at work in it, such as the caller.</param>
    /// <param name="stop">Gives up.</param>
    public WorktreeVerdict Judge(AgentWorktree worktree, IReadOnlySet<int>? own = null, CancellationToken stop = default) =>
        new WorktreeJudge(new WorktreeGit(process, repository, stop), inside ?? WorkingDirectories.Inside, own ?? Nobody).Judge(worktree);

    /// <summary>Removes a worktree and its branch if nothing would be lost; may be called again, also after it was killed.</summary>
    /// <inheritdoc cref="Judge"/>
    public WorktreeEnd RemoveIfNothingIsLost(AgentWorktree worktree, IReadOnlySet<int>? own = null, CancellationToken stop = default)
    {
        var removal = new WorktreeRemoval(new WorktreeGit(process, repository, stop));
        removal.Resume(worktree);
        var verdict = Judge(worktree, own, stop);
        return verdict.MayGo ? removal.Remove(worktree, verdict) : new WorktreeEnd(verdict, IsRemoved: false);
    }

    /// <summary>What makings that were killed left behind.</summary>
    /// <param name="table">The processes of this moment.</param>
    public IReadOnlyList<Leftover> Leftovers(IProcessTable table) => Worktrees.Leftovers.Find(new WorktreeGit(process, repository), table);

    /// <summary>Removes what is left of a making that was killed, by the same rule as any worktree.</summary>
    public WorktreeEnd Clear(Leftover leftover, CancellationToken stop = default)
    {
        Worktrees.Leftovers.Unlock(new WorktreeGit(process, repository, stop), leftover);
        return RemoveIfNothingIsLost(leftover.Worktree, own: null, stop);
    }
}
