namespace GitSwarm.Git;

/// <summary>The one line that is in many of git's own files.</summary>
/// <remarks>To git a text ends at a NUL character, of which a file that was being written when the power went may be full.</remarks>
internal static class GitLine
{
    /// <summary>The line in a file; empty where git was stopped before it wrote it.</summary>
    public static string Read(string file) => Of(File.ReadAllText(file)).TrimEnd('\n', '\r');

    /// <summary>What git sees of a text.</summary>
    public static string Of(string text) => text.IndexOf('\0') is >= 0 and var end ? text[..end] : text;
}
