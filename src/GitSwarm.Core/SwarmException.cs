namespace GitSwarm;

/// <summary>Why a command was refused; the names are part of the JSON output (<c>error.code</c>, in kebab case).</summary>
public enum ErrorCode
{
    /// <summary>The directory is in no git repository.</summary>
    NotARepository,

    /// <summary>It is somebody else's, or a bare one that was come upon, and git refuses to work in it.</summary>
    UnsafeRepository,

    /// <summary>The repository has not opted in.</summary>
    NotOptedIn,

    /// <summary>git is missing, too old, or failed in a way nobody foresaw.</summary>
    GitFailed,

    /// <summary>A config value cannot be read.</summary>
    BadConfig,

    /// <summary>An argument has a form or size that is not accepted.</summary>
    BadArgument,

    /// <summary>No session has this address.</summary>
    UnknownSession,

    /// <summary>Several sessions have this address.</summary>
    AmbiguousSession,

    /// <summary>No agent of this name is defined, or its definition is broken.</summary>
    UnknownAgent,

    /// <summary>No run of an agent has this id, or several have.</summary>
    UnknownRun,

    /// <summary>No question has this id, or several have, or it is not the caller's to answer.</summary>
    UnknownRequest,

    /// <summary>There is no task of this number, or no such list.</summary>
    UnknownTask,

    /// <summary>A list of tasks belongs to another clone, and can only be read here.</summary>
    ForeignList,

    /// <summary>Tasks would wait for each other.</summary>
    TaskCycle,

    /// <summary>An agent may not be launched, or what would play it is not there.</summary>
    CannotLaunch,

    /// <summary>No team has this name, or it is over, or several have it.</summary>
    UnknownTeam,

    /// <summary>A team of this name is live, or one that ended still has members at work.</summary>
    TeamExists,

    /// <summary>A team is not the caller's to change, or cannot be as it was asked to be: teams are flat and have a size.</summary>
    TeamRefused,

    /// <summary>This command needs a session, and the caller has none.</summary>
    NoSession,

    /// <summary>A session of this id or name is live already.</summary>
    SessionExists,

    /// <summary>The store cannot be written: no rights, no space.</summary>
    StoreReadOnly,

    /// <summary>Others kept winning the race for a ref until the deadline.</summary>
    StoreBusy,

    /// <summary>A record was written by a newer git-swarm.</summary>
    NewerRecord,

    /// <summary>A record that is to be changed cannot be read.</summary>
    UnreadableRecord,

    /// <summary>A fetch refspec of the repository would overwrite local records.</summary>
    RefspecConflict,

    /// <summary>A file of the user's is in the way.</summary>
    ForeignFile,

    /// <summary>A remote cannot be reached, does not let us in, or does not answer.</summary>
    RemoteFailed,

    /// <summary>A worktree for an agent cannot be made.</summary>
    WorktreeFailed,

    /// <summary>The answer could not be written to standard output.</summary>
    OutputFailed,
}

/// <summary>A refusal that a user can act on: one line, and one line that says what to do next.</summary>
/// <param name="code">What kind of refusal.</param>
/// <param name="message">Lower-case, one line, names what the user typed.</param>
/// <param name="hint">The next command to run, or null.</param>
public sealed class SwarmException(ErrorCode code, string message, string? hint = null) : Exception(message)
{
    /// <summary>What kind of refusal.</summary>
    public ErrorCode Code { get; } = code;

    /// <summary>The next command to run, or null.</summary>
    public string? Hint { get; } = hint;

    /// <summary>The code as scripts see it: <c>not-opted-in</c>.</summary>
    public string CodeText =>
        string.Concat(Code.ToString().Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));
}
