namespace GitSwarm.Hooks;

/// <summary>A shell text with a place for the program and places for the event.</summary>
/// <param name="Text">The text, <c>@PROGRAM@</c> at most once and <c>@EVENT@</c> any number of times in it.</param>
public sealed record HookTemplate(string Text)
{
    private const string ProgramMark = "@PROGRAM@";
    private const string EventMark = "@EVENT@";

    /// <summary>The text for one event.</summary>
    /// <param name="eventName">One of <see cref="HookEvents.Installed"/>.</param>
    /// <param name="program">The program to run, as it is; quoted here.</param>
    public string Render(string eventName, string program = "") =>
        Text.Replace(EventMark, eventName, StringComparison.Ordinal)
            .Replace(ProgramMark, ShellQuote.Quote(program), StringComparison.Ordinal);

    /// <summary>True when the text is this template for the event with whatever program, and nothing else was changed.</summary>
    public bool Matches(string text, string eventName)
    {
        var parts = Text.Replace(EventMark, eventName, StringComparison.Ordinal).Split(ProgramMark);
        return parts.Length == 1
            ? text == parts[0]
            : text.Length >= parts[0].Length + parts[1].Length
                && text.StartsWith(parts[0], StringComparison.Ordinal)
                && text.EndsWith(parts[1], StringComparison.Ordinal)
                && ShellQuote.IsQuoted(text[parts[0].Length..^parts[1].Length]);
    }
}
