using System.Text.Json;

namespace GitSwarm.Clients.Settings;

/// <summary>The text of a plugin, with a place for the program.</summary>
/// <remarks>What is installed is recognised by comparing it with the text, as git hooks are; a text that was released never changes.</remarks>
/// <param name="Text">The text, <c>@PROGRAM@</c> once in it.</param>
public sealed record PluginText(string Text)
{
    private const string Mark = "@PROGRAM@";

    /// <summary>The text for a program.</summary>
    internal string Render(string program) => Text.Replace(Mark, JsonWords.Quote(program), StringComparison.Ordinal);

    /// <summary>The program a file calls that is this text and nothing else, but for line ends behind it; null for another file.</summary>
    internal string? ProgramOf(string file)
    {
        var parts = Text.Split(Mark);
        if (
            file.Length < Text.Length - Mark.Length
            || !file.StartsWith(parts[0], StringComparison.Ordinal)
            || file.IndexOf(parts[1], parts[0].Length, StringComparison.Ordinal) is not (> 0 and var end)
            || file.AsSpan(end + parts[1].Length).ContainsAnyExcept('\n')
        )
        {
            return null;
        }
        try
        {
            using var word = JsonDocument.Parse(file[parts[0].Length..end]);
            return word.RootElement.ValueKind == JsonValueKind.String ? word.RootElement.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>True for a file that began as this text.</summary>
    internal bool IsOfThis(string file) => file.StartsWith(Text[..Text.IndexOf('\n', StringComparison.Ordinal)], StringComparison.Ordinal);
}
