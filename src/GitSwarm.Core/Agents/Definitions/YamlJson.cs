using System.Buffers;
using System.Text;
using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace GitSwarm.Agents.Definitions;

/// <summary>Turns a YAML map into JSON, by the core schema of YAML 1.2.</summary>
/// <remarks>
/// Only the events of the parser are used: its object model throws at a repeated key, its deserializer needs reflection.
/// Aliases are refused, so no text can grow beyond what was read.
/// </remarks>
internal static class YamlJson
{
    // As deep as JSON is read elsewhere, with room for what is around it.
    private const int MostLevels = 48;

    /// <summary>Reads one map.</summary>
    /// <exception cref="FormatException">It is no YAML, or no map.</exception>
    public static JsonElement Read(string text)
    {
        var buffer = new ArrayBufferWriter<byte>((text.Length * 3) + 256);
        try
        {
            using var writer = new Utf8JsonWriter(buffer);
            Write(new Parser(new StringReader(text)), writer);
        }
        catch (YamlException error)
        {
            throw new FormatException($"line {error.Start.Line + 1}: {Texts.Cut(error.Message, 120)}", error);
        }
        catch (Exception error) when (error is not FormatException and not OutOfMemoryException)
        {
            // The scanner fails in ways of its own on some malformed texts.
            throw new FormatException("it cannot be read as YAML", error);
        }
        if (buffer.WrittenCount == 0)
        {
            buffer.Write("{}"u8);
        }
        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? document.RootElement.Clone()
            : throw new FormatException("it is no list of fields");
    }

    private static void Write(Parser parser, Utf8JsonWriter writer)
    {
        // One entry for each map and list that is open: true while a map waits for a key.
        var open = new Stack<bool?>();
        var documents = 0;
        while (parser.MoveNext())
        {
            var isKey = open.TryPeek(out var expected) && expected == true;
            if (parser.Current is DocumentStart && ++documents > 1)
            {
                throw new FormatException("it has more than one document");
            }
            if (parser.Current is AnchorAlias || (isKey && parser.Current is (MappingStart or SequenceStart)))
            {
                throw new FormatException($"line {parser.Current.Start.Line + 1}: neither aliases nor compound keys are read");
            }
            switch (parser.Current)
            {
                case Scalar scalar when isKey:
                    writer.WritePropertyName(Encoding.UTF8.GetBytes(scalar.Value));
                    Next(open);
                    break;
                case Scalar scalar:
                    Write(scalar, writer);
                    Next(open);
                    break;
                case MappingStart:
                    writer.WriteStartObject();
                    Open(open, isMap: true);
                    break;
                case SequenceStart:
                    writer.WriteStartArray();
                    Open(open, isMap: false);
                    break;
                case MappingEnd:
                    writer.WriteEndObject();
                    open.Pop();
                    Next(open);
                    break;
                case SequenceEnd:
                    writer.WriteEndArray();
                    open.Pop();
                    Next(open);
                    break;
                default:
                    break;
            }
        }
    }

    private static void Open(Stack<bool?> open, bool isMap)
    {
        open.Push(isMap ? true : null);
        if (open.Count > MostLevels)
        {
            throw new FormatException($"it is nested more than {MostLevels} levels deep");
        }
    }

    private static void Next(Stack<bool?> open)
    {
        if (open.TryPop(out var expected))
        {
            open.Push(!expected);
        }
    }

    private static void Write(Scalar scalar, Utf8JsonWriter writer)
    {
        // By way of bytes, for an escape can leave half a surrogate pair, which JSON refuses.
        var bytes = Encoding.UTF8.GetBytes(scalar.Value);
        if (scalar.Style != ScalarStyle.Plain)
        {
            writer.WriteStringValue(bytes);
            return;
        }
        switch (scalar.Value)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                writer.WriteNullValue();
                break;
            case "true" or "True" or "TRUE":
                writer.WriteBooleanValue(true);
                break;
            case "false" or "False" or "FALSE":
                writer.WriteBooleanValue(false);
                break;
            default:
                if (IsNumber(bytes))
                {
                    writer.WriteRawValue(bytes);
                }
                else
                {
                    writer.WriteStringValue(bytes);
                }
                break;
        }
    }

    private static bool IsNumber(byte[] bytes)
    {
        if (bytes[0] is not ((byte)'-' or (>= (byte)'0' and <= (byte)'9')))
        {
            return false;
        }
        try
        {
            var reader = new Utf8JsonReader(bytes);
            return reader.Read() && reader.TokenType == JsonTokenType.Number && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
