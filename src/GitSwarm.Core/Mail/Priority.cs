namespace GitSwarm.Mail;

/// <summary>How soon a message comes out.</summary>
public enum Priority
{
    /// <summary>A person's: at the end of the turn or the next prompt; may wake.</summary>
    Now,

    /// <summary>Between sessions: at the end of the turn or the next prompt; may wake.</summary>
    Next,

    /// <summary>Task notifications: at the next prompt or session start; never continues a turn, never wakes.</summary>
    Later,
}

/// <summary>Priorities as they are written.</summary>
public static class Priorities
{
    /// <summary>As typed and stored: <c>now</c>, <c>next</c>, <c>later</c>.</summary>
    public static string Text(Priority priority) =>
        priority switch
        {
            Priority.Now => "now",
            Priority.Later => "later",
            _ => "next",
        };

    /// <summary>Reads one; null for anything else.</summary>
    public static Priority? Parse(string text) =>
        text switch
        {
            "now" => Priority.Now,
            "next" => Priority.Next,
            "later" => Priority.Later,
            _ => null,
        };
}
