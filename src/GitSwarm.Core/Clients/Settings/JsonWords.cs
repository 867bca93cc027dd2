using System.Text.Encodings.Web;
using System.Text.Json;

namespace GitSwarm.Clients.Settings;

/// <summary>Writes JSON in one line, as people do: a space behind each colon and comma.</summary>
internal static class JsonWords
{
    /// <summary>A string.</summary>
    public static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    /// <summary>An object.</summary>
    /// <param name="members">Names, and values that are JSON already.</param>
    public static string Object(params IEnumerable<(string Name, string Value)> members) =>
        $"{{ {string.Join(", ", members.Select(m => $"{Quote(m.Name)}: {m.Value}"))} }}";

    /// <summary>An array.</summary>
    /// <param name="elements">Values that are JSON already.</param>
    public static string Array(params IEnumerable<string> elements) => $"[{string.Join(", ", elements)}]";
}
