using System.Text;
using System.Text.Json;

namespace GitSwarm.Clients.Settings;

/// <summary>A JSON text with comments and trailing commas, as bytes, with every value's place in it.</summary>
/// <remarks>What is not JSON by <see cref="Utf8JsonReader"/> is no <see cref="JsonText"/>; so whoever edits one edits something sound.</remarks>
internal sealed class JsonText
{
    private const int Deepest = 500;
    private static readonly byte[] Mark = [0xEF, 0xBB, 0xBF];

    // The reader of .NET takes no comment between a name and its colon, and no line separator of Unicode's within one.
    private readonly byte[] plain;

    private JsonText(byte[] bytes, byte[] plain, int first, JsonPart? root)
    {
        Bytes = bytes;
        this.plain = plain;
        First = first;
        Root = root;
        var end = Array.IndexOf(bytes, (byte)'\n');
        NewLine = end > 0 && bytes[end - 1] == '\r' ? "\r\n" : "\n";
        Unit = root?.Items.Select(i => IndentOfItem(i.Start)).FirstOrDefault(i => i?.Length > 0) ?? "  ";
    }

    /// <summary>The text.</summary>
    public byte[] Bytes { get; }

    /// <summary>Where it begins: behind a byte order mark.</summary>
    public int First { get; }

    /// <summary>Its value; null where there is nothing but white space and comments.</summary>
    public JsonPart? Root { get; }

    /// <summary>How its lines end.</summary>
    public string NewLine { get; }

    /// <summary>One step of indentation: that of the first member on a line of its own.</summary>
    public string Unit { get; }

    /// <summary>Reads.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static JsonText Parse(byte[] bytes)
    {
        var first = bytes.AsSpan().StartsWith(Mark) ? Mark.Length : 0;
        if (JsonGap.End(bytes, first) == bytes.Length)
        {
            return new JsonText(bytes, bytes, first, null);
        }
        var options = new JsonReaderOptions { AllowTrailingCommas = true, MaxDepth = Deepest };
        var blanked = JsonGap.Blank(bytes);
        var reader = new Utf8JsonReader(blanked.AsSpan(first), options);
        Next(ref reader);
        var root = ReadValue(ref reader, first);
        return reader.Read() ? throw new JsonException("more than one value") : new JsonText(bytes, blanked, first, root);
    }

    /// <summary>The bytes of a part, without its comments.</summary>
    public ReadOnlyMemory<byte> Of(JsonPart part) => plain.AsMemory(part.Start, part.End - part.Start);

    /// <summary>True when a part says the same as a JSON text, however it is written.</summary>
    public bool Says(JsonPart part, string json)
    {
        var options = new JsonDocumentOptions { AllowTrailingCommas = true, MaxDepth = Deepest };
        using var here = JsonDocument.Parse(Of(part), options);
        using var there = JsonDocument.Parse(json);
        return JsonElement.DeepEquals(here.RootElement, there.RootElement);
    }

    /// <summary>The offset behind the name of a member.</summary>
    public int EndOfName(JsonItem member)
    {
        var at = member.Start + 1;
        while (Bytes[at] != '"')
        {
            at += Bytes[at] == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    /// <summary>What stands between two places: white space, comments, a comma or colon.</summary>
    public JsonGap Gap(int from, int to) => JsonGap.Read(Bytes, from, to);

    /// <summary>The white space a line begins with.</summary>
    public string IndentOfLine(int offset)
    {
        var start = LineStart(offset);
        var end = start;
        while (end < Bytes.Length && Bytes[end] is (byte)' ' or (byte)'\t')
        {
            end++;
        }
        return Encoding.ASCII.GetString(Bytes, start, end - start);
    }

    /// <summary>The white space before an item that is the first on its line; null for another one.</summary>
    public string? IndentOfItem(int offset) =>
        IndentOfLine(offset) is var indent && LineStart(offset) + indent.Length == offset ? indent : null;

    /// <summary>The text with other bytes in place of some.</summary>
    public JsonText With(params ReadOnlySpan<(int At, int Length, string Text)> edits)
    {
        var result = new MemoryStream();
        var from = 0;
        foreach (var (at, length, text) in edits)
        {
            result.Write(Bytes, from, at - from);
            result.Write(Encoding.UTF8.GetBytes(text));
            from = at + length;
        }
        result.Write(Bytes, from, Bytes.Length - from);
        return Parse(result.ToArray());
    }

    private int LineStart(int offset) => Math.Max(First, Bytes.AsSpan(0, offset).LastIndexOfAny((byte)'\n', (byte)'\r') + 1);

    private static void Next(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
        {
            throw new JsonException("it ends too early");
        }
    }

    private static JsonPart ReadValue(ref Utf8JsonReader reader, int offset)
    {
        var start = (int)reader.TokenStartIndex + offset;
        var kind = KindOf(reader.TokenType);
        var items = new List<JsonItem>();
        if (kind is JsonValueKind.Object or JsonValueKind.Array)
        {
            for (Next(ref reader); reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray); Next(ref reader))
            {
                var itemStart = (int)reader.TokenStartIndex + offset;
                string? name = null;
                if (kind == JsonValueKind.Object)
                {
                    name = Name(ref reader);
                    Next(ref reader);
                }
                items.Add(new JsonItem(name, itemStart, ReadValue(ref reader, offset)));
            }
        }
        return new JsonPart(kind, start, (int)reader.BytesConsumed + offset, items);
    }

    private static string Name(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException error)
        {
            throw new JsonException("a name is no text", error);
        }
    }

    private static JsonValueKind KindOf(JsonTokenType token) =>
        token switch
        {
            JsonTokenType.StartObject => JsonValueKind.Object,
            JsonTokenType.StartArray => JsonValueKind.Array,
            JsonTokenType.String => JsonValueKind.String,
            JsonTokenType.Number => JsonValueKind.Number,
            JsonTokenType.True => JsonValueKind.True,
            JsonTokenType.False => JsonValueKind.False,
            _ => JsonValueKind.Null,
        };
}
