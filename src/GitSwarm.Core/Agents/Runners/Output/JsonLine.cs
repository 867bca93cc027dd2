using System.Globalization;
using System.Text;
using System.Text.Json;

namespace GitSwarm.Agents.Runners.Output;

/// <summary>A line of a program's output as JSON.</summary>
internal static class JsonLine
{
    /// <summary>The object on a line; null where there is none.</summary>
    public static JsonElement? Parse(string line)
    {
        if (!line.AsSpan().TrimStart(" \t\r\uFEFF").StartsWith("{", StringComparison.Ordinal))
        {
            return null;
        }
        try
        {
            using var document = JsonDocument.Parse(Whole(line.Trim().TrimStart('\uFEFF')));
            return document.RootElement.Clone();
        }
        // The latter where the text itself has half a character.
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            return null;
        }
    }

    // JavaScript cuts texts between the halves of a character, and escapes what is left. The parser lets that pass, and
    // whoever reads the text fails: a result would be lost for an emoji.
    private static string Whole(string json)
    {
        if (!json.Contains("\\ud", StringComparison.OrdinalIgnoreCase))
        {
            return json;
        }
        var whole = new StringBuilder(json.Length);
        for (var at = 0; at < json.Length; )
        {
            var length =
                json[at] != '\\' ? 1
                : Escaped(json, at) is not { } half ? 2
                : !char.IsSurrogate(half) ? 6
                : char.IsHighSurrogate(half) && Escaped(json, at + 6) is { } other && char.IsLowSurrogate(other) ? 12
                : 0;
            whole.Append(length == 0 ? "\\ufffd" : json.AsSpan(at, Math.Min(length, json.Length - at)));
            at += length == 0 ? 6 : length;
        }
        return whole.ToString();
    }

    private static char? Escaped(string json, int at) =>
        at + 6 <= json.Length
        && json[at] == '\\'
        && json[at + 1] == 'u'
        && ushort.TryParse(json.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            ? (char)code
            : null;
}
