using System.Text;
using System.Text.Json;

namespace GitSwarm.Agents.Definitions;

/// <summary>Reads front matter that is no YAML, field by field.</summary>
/// <remarks>
/// Many definitions in use are none: descriptions with a colon and a space in them, whole dialogues in their examples, tabs,
/// quotes within quotes, a lone <c>*</c>. Each field is read as YAML by itself; where that fails, what stands there is a text.
/// </remarks>
internal static class LooseFields
{
    /// <summary>Reads; the worst that can come of it is a text.</summary>
    public static Fields Read(string head, string why)
    {
        var values = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var notes = new List<string> { $"its front matter is no YAML ({why}); it was read field by field" };
        foreach (var (name, text) in Chunks(head))
        {
            if (!values.TryAdd(name, Value(name, text)))
            {
                notes.Add($"'{name}' is there more than once; the last counts");
                values[name] = Value(name, text);
            }
        }
        return new Fields(values, notes);
    }

    private static IEnumerable<(string Name, string Text)> Chunks(string head)
    {
        string? name = null;
        var text = new StringBuilder();
        var lines = 0;
        foreach (var line in head.ReplaceLineEndings("\n").Split('\n'))
        {
            if (NameOf(line, name, lines) is { } next)
            {
                if (name is not null)
                {
                    yield return (name, text.ToString());
                }
                (name, lines) = (next, 0);
                text.Clear();
            }
            lines++;
            text.Append(line).Append('\n');
        }
        if (name is not null)
        {
            yield return (name, text.ToString());
        }
    }

    /// <summary>The field a line begins; null where it goes on with the one before.</summary>
    private static string? NameOf(string line, string? open, int lines)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1 || (colon + 1 < line.Length && !char.IsWhiteSpace(line[colon + 1])))
        {
            return null;
        }
        var name = line[..colon].Trim();
        var indent = line.Length - line.TrimStart().Length;
        if (FieldNames.InFiles.Contains(name))
        {
            // Deeper ones belong to a server or a hook.
            return indent <= 1 ? name : null;
        }
        // "user: …" and "Context: …" are lines of a dialogue; one right below a description of one line is a field.
        var isWord = name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
        return isWord && indent == 0 && (open != FieldNames.Description || (lines == 1 && char.IsAsciiLetterLower(name[0]))) ? name : null;
    }

    private static JsonElement Value(string name, string chunk)
    {
        var text = chunk.Replace("\t", "  ", StringComparison.Ordinal).TrimStart(' ');
        try
        {
            var map = YamlJson.Read(text);
            if (map.EnumerateObject().Count() == 1 && map.TryGetProperty(name, out var value))
            {
                return value;
            }
        }
        catch (FormatException)
        {
            // A text, then.
        }
        text = text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        if (text.Length > 1 && text[0] is '"' or '\'' && text[^1] == text[0])
        {
            text = text[1..^1];
        }
        else if (text is ['|' or '>', ..])
        {
            text = text[1..].TrimStart('-', '+').Trim();
        }
        return Text(text);
    }

    private static JsonElement Text(string text)
    {
        using var document = JsonDocument.Parse("\"" + JsonEncodedText.Encode(Encoding.UTF8.GetBytes(text)) + "\"");
        return document.RootElement.Clone();
    }
}
