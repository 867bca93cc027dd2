namespace GitSwarm.Tasks;

/// <summary>Why something was not done that was asked for; an answer, not a failure.</summary>
public enum TaskRefusal
{
    /// <summary>No task of the list can be taken now.</summary>
    NothingReady,

    /// <summary>Somebody else works on it.</summary>
    Taken,

    /// <summary>Others have to be done first.</summary>
    Waiting,

    /// <summary>It is done.</summary>
    Done,

    /// <summary>Nobody works on it: there is nothing to take back.</summary>
    NothingToDo,

    /// <summary>It is not done: there is nothing to open again.</summary>
    NotDone,
}

/// <summary>What a change of a list came to.</summary>
/// <param name="List">The list afterwards.</param>
/// <param name="Task">The task it is about, as it stands afterwards; null where none was found.</param>
/// <param name="Refusal">Why nothing was done; null where it was.</param>
public sealed record TaskAnswer(TaskList List, TaskItem? Task, TaskRefusal? Refusal = null)
{
    /// <summary>Tasks that can be taken now and could not before.</summary>
    public IReadOnlyList<TaskItem> Freed { get; init; } = [];

    /// <summary>Who has to be told of it.</summary>
    public IReadOnlyList<TaskNotice> Notices { get; init; } = [];

    /// <summary>True where it was so before.</summary>
    public bool IsOldNews { get; init; }
}

/// <summary>What a notice is about.</summary>
public enum TaskNews
{
    /// <summary>It asked for a task, and these can be taken.</summary>
    Ready,

    /// <summary>What it works on waits for nothing any more.</summary>
    Unblocked,

    /// <summary>What it works on has to wait for others.</summary>
    Blocked,

    /// <summary>Somebody took its task from it.</summary>
    Released,

    /// <summary>What it had done is to be done again.</summary>
    Reopened,
}

/// <summary>Somebody who has to be told of a change.</summary>
/// <param name="To">Who.</param>
/// <param name="News">What it is about.</param>
/// <param name="Tasks">Which tasks.</param>
public sealed record TaskNotice(TaskPerson To, TaskNews News, IReadOnlyList<TaskItem> Tasks);
