namespace GitSwarm.Hooks;

/// <summary>Words for a POSIX shell.</summary>
public static class ShellQuote
{
    /// <summary>The word in single quotes, so that the shell takes every character as it is.</summary>
    public static string Quote(string word) => "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    /// <summary>True when the text is exactly what <see cref="Quote"/> makes of some word.</summary>
    public static bool IsQuoted(string text) =>
        text.Length >= 2
        && text[0] == '\''
        && text[^1] == '\''
        && !text[1..^1].Replace("'\\''", "", StringComparison.Ordinal).Contains('\'', StringComparison.Ordinal);
}
