using System.Text.Json;

namespace GitSwarm.Clients.Settings;

/// <summary>A value in a JSON text, and where it stands.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Offset of its first byte.</param>
/// <param name="End">Offset behind its last byte.</param>
/// <param name="Items">Members of an object, elements of an array, in the order of the text.</param>
internal sealed record JsonPart(JsonValueKind Kind, int Start, int End, IReadOnlyList<JsonItem> Items)
{
    /// <summary>The member that counts: of several with one name, parsers take the last.</summary>
    public JsonItem? Member(string name) => Items.LastOrDefault(i => i.Name == name);

    /// <summary>The offset of the closing bracket of an object or array.</summary>
    public int Close => End - 1;
}

/// <summary>A member of an object, or an element of an array.</summary>
/// <param name="Name">The member's name; null for an element.</param>
/// <param name="Start">Offset of the name, or of the element.</param>
/// <param name="Value">The value.</param>
internal sealed record JsonItem(string? Name, int Start, JsonPart Value)
{
    /// <summary>Offset behind its last byte.</summary>
    public int End => Value.End;
}
