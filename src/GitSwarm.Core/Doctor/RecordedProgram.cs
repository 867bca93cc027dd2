using GitSwarm.Hooks;

namespace GitSwarm.Doctor;

/// <summary>Reads from an installed hook which program it calls.</summary>
internal static class RecordedProgram
{
    /// <summary>The absolute path in a hook's text; null where no text of ours is in it.</summary>
    /// <param name="text">A hook file, or a configured command.</param>
    /// <param name="eventName">The git hook it is for.</param>
    public static string? In(string text, string eventName)
    {
        const string Place = "\u0001";
        foreach (var template in HookTexts.Embedded.Versions.SelectMany(v => new[] { v.Command, v.Block }))
        {
            if (template.Render(eventName, Place).Split(ShellQuote.Quote(Place)) is not [var before, var after])
            {
                continue;
            }
            var start = text.IndexOf(before, StringComparison.Ordinal);
            var end = start < 0 ? -1 : text.IndexOf(after, start + before.Length, StringComparison.Ordinal);
            if (end >= 0 && text[(start + before.Length)..end] is var word && ShellQuote.IsQuoted(word))
            {
                return word[1..^1].Replace("'\\''", "'", StringComparison.Ordinal);
            }
        }
        return null;
    }
}
