using GitSwarm.Sessions.Processes;

namespace GitSwarm.Agents.Worktrees;

/// <summary>Who wants a worktree, and from where.</summary>
public sealed record WorktreeRequest
{
    /// <summary>The directory the caller is in, absolute.</summary>
    public required string Directory { get; init; }

    /// <summary>Every variable of the caller; commands of the user's get those of <see cref="ChildEnvironment"/>.</summary>
    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    /// <summary>What commands of the user's are told besides.</summary>
    public IReadOnlyDictionary<string, string>? Own { get; init; }

    /// <summary>Gives eight characters of <c>[a-z0-9]</c>, others each time.</summary>
    public required Func<string> NewName { get; init; }

    /// <summary>The process that makes it, by which an unfinished worktree is told from one in the making.</summary>
    public ProcessIdentity? Maker { get; init; }

    /// <summary>How long <c>swarm.worktreeSetup</c> and <c>swarm.hook.WorktreeCreate</c> may take.</summary>
    public TimeSpan CommandLimit { get; init; } = TimeSpan.FromMinutes(10);
}
