using GitSwarm.Sessions;

namespace GitSwarm.Tasks;

/// <summary>How a task stands.</summary>
public enum TaskState
{
    /// <summary>Nobody works on it.</summary>
    Open,

    /// <summary>Its owner works on it.</summary>
    InProgress,

    /// <summary>It is done.</summary>
    Done,
}

/// <summary>A task as it stands now, within its list.</summary>
/// <param name="Record">What is on record.</param>
/// <param name="State">What is true: a task whose owner is gone is open, whatever its record says.</param>
/// <param name="Owner">The session that works on it, or did it; null where there is none, or it is not known any more.</param>
/// <param name="WaitsFor">The tasks not done yet that have to be first.</param>
public sealed record TaskItem(TaskRecord Record, TaskState State, Session? Owner, IReadOnlyList<int> WaitsFor)
{
    /// <summary>Its number.</summary>
    public int Id => Record.Id;

    /// <summary>True where it can be taken: open, and nothing has to be first.</summary>
    public bool IsReady => State == TaskState.Open && WaitsFor.Count == 0;

    /// <summary>Who had it when their session ended, and left it undone; null where nobody did.</summary>
    public TaskPerson? Left => State == TaskState.Open ? Record.Owner : null;

    /// <summary>In one word: <c>ready</c>, <c>waiting</c>, <c>in_progress</c>, <c>done</c>.</summary>
    public string Word =>
        State switch
        {
            TaskState.Done => "done",
            TaskState.InProgress => "in_progress",
            _ => IsReady ? "ready" : "waiting",
        };
}
