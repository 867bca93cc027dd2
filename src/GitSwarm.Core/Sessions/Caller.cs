using GitSwarm.Sessions.Processes;

namespace GitSwarm.Sessions;

/// <summary>What is known of whoever runs this command, before looking at the records.</summary>
public sealed record Caller
{
    /// <summary>The session named by <c>--as</c>.</summary>
    public string? As { get; init; }

    /// <summary>The agent program this runs in; null in a plain shell.</summary>
    public string? Client { get; init; }

    /// <summary>The session id that program gives.</summary>
    public string? ClientSession { get; init; }

    /// <summary>That program's id of the subagent it is about; null for the session itself.</summary>
    public string? Agent { get; init; }

    /// <summary>True where a session of the same process may go on under this <see cref="ClientSession"/>.</summary>
    public bool Continues { get; init; }

    /// <summary><c>GIT_SWARM_SESSION</c>.</summary>
    public string? SwarmSession { get; init; }

    /// <summary>The process whose life would be the session's.</summary>
    public ProcessIdentity? Process { get; init; }

    /// <summary>Fingerprint of the machine.</summary>
    public required string Machine { get; init; }

    /// <summary>What config says of new sessions; read when one starts.</summary>
    public required Lazy<SessionDefaults> Defaults { get; init; }

    /// <summary>Id of the work tree under <c>worktrees/</c>; null for the main one.</summary>
    public string? Worktree { get; init; }

    /// <summary>Where the work tree is; null in a bare repository.</summary>
    public string? WorktreePath { get; init; }

    /// <summary>The branch checked out there.</summary>
    public string? Branch { get; init; }
}

/// <summary>What config says of sessions that start here.</summary>
/// <param name="Host">Alias of the machine, shown to others (<c>swarm.host</c>; the clone's id where it is not set, for a host name is private).</param>
/// <param name="Name">A name for sessions that are given none (<c>swarm.name</c>).</param>
public sealed record SessionDefaults(string Host, string? Name);
