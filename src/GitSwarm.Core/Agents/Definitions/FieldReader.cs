using System.Globalization;
using System.Text.Json;

namespace GitSwarm.Agents.Definitions;

/// <summary>Reads fields as what they mean; the first that cannot have its value refuses them all.</summary>
/// <remarks>
/// A value that is not understood is never passed over: a misspelt <c>plan</c> or <c>worktree</c> would give an agent more
/// than its author meant it to have.
/// </remarks>
internal sealed class FieldReader(Fields fields)
{
    /// <summary>The text of a field; null where there is none.</summary>
    /// <exception cref="FormatException">It is no text.</exception>
    public string? Text(string name)
    {
        if (Value(name) is not { } value)
        {
            return null;
        }
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!.Trim(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => throw new FormatException($"'{name}' must be a text"),
        };
        return text.Length > 0 ? text : null;
    }

    /// <summary>A single word, which a client can be given; null where there is none.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public string? Word(string name) =>
        Text(name) is not { } text || ClientWord.Is(text)
            ? Text(name)
            : throw new FormatException($"'{name}' is '{Texts.Cut(text, 60)}'; {ClientWord.Rule}");

    /// <summary>A list of tools, given as a list or with commas or blanks between; null where the field is not there at all.</summary>
    /// <exception cref="FormatException">It is neither, or an entry would be an option to a client.</exception>
    public IReadOnlyList<string>? Tools(string name) =>
        List(name, ToolList.Split) is var tools && tools?.FirstOrDefault(t => t[0] == '-') is { } wrong
            ? throw new FormatException($"'{name}' has '{Texts.Cut(wrong, 60)}'; no tool has a dash in front")
            : tools;

    /// <summary>A list of names, which may have blanks in them; empty where the field is not there.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public IReadOnlyList<string> Names(string name) =>
        List(name, text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)) ?? [];

    /// <summary>A choice of few; null where the field is not there.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public T? Choice<T>(string name)
        where T : struct, Enum
    {
        if (Text(name) is not { } text)
        {
            return null;
        }
        foreach (var choice in Enum.GetValues<T>())
        {
            if (text.Equals(choice.ToString(), StringComparison.OrdinalIgnoreCase))
            {
                return choice;
            }
        }
        var choices = string.Join(", ", Enum.GetValues<T>().Select(DefinitionWords.Of));
        throw new FormatException($"'{name}' is '{Texts.Cut(text, 30)}'; it can be {choices}");
    }

    /// <summary>Yes or no; no where the field is not there.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public bool Flag(string name) =>
        Text(name)?.ToLowerInvariant() switch
        {
            null or "false" => false,
            "true" => true,
            var other => throw new FormatException($"'{name}' is '{Texts.Cut(other, 30)}'; it can be true or false"),
        };

    /// <summary>A whole number above zero; null where the field is not there.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public int? Count(string name) =>
        Text(name) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count
        : throw new FormatException($"'{name}' is '{Texts.Cut(text, 30)}'; it must be a whole number above 0");

    /// <summary>An object; null where the field is not there, or the object is empty.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public JsonElement? Map(string name) =>
        Value(name) is not { } value ? null
        : value.ValueKind != JsonValueKind.Object ? throw new FormatException($"'{name}' must be a map")
        : value.EnumerateObject().Any() ? value
        : null;

    /// <summary>Servers: names, a map of their settings by name, or a list of either.</summary>
    /// <exception cref="FormatException">It is none of it.</exception>
    public IReadOnlyList<AgentServer> Servers(string name)
    {
        if (Value(name) is not { } value)
        {
            return [];
        }
        return value.ValueKind switch
        {
            JsonValueKind.Object => Named(value),
            JsonValueKind.String => [.. Names(name).Select(s => new AgentServer(s, null))],
            JsonValueKind.Array =>
            [
                .. value
                    .EnumerateArray()
                    .SelectMany(v =>
                        v.ValueKind switch
                        {
                            JsonValueKind.String => [new AgentServer(v.GetString()!.Trim(), null)],
                            JsonValueKind.Object => Named(v),
                            _ => throw Wrong(name),
                        }
                    ),
            ],
            _ => throw Wrong(name),
        };

        List<AgentServer> Named(JsonElement map) =>
            [
                .. map.EnumerateObject()
                    .Select(m =>
                        m.Value.ValueKind switch
                        {
                            JsonValueKind.Object => new AgentServer(m.Name, m.Value),
                            JsonValueKind.Null => new AgentServer(m.Name, null),
                            _ => throw Wrong(name),
                        }
                    ),
            ];

        static FormatException Wrong(string name) => new($"'{name}' must be a list of server names, or of maps with a server's settings");
    }

    private IReadOnlyList<string>? List(string name, Func<string, IReadOnlyList<string>> split)
    {
        if (!fields.Values.TryGetValue(name, out var value))
        {
            return null;
        }
        return value.ValueKind switch
        {
            JsonValueKind.Null => [],
            JsonValueKind.String => split(value.GetString()!),
            JsonValueKind.Array when value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String) =>
            [
                .. value.EnumerateArray().SelectMany(v => split(v.GetString()!)),
            ],
            _ => throw new FormatException($"'{name}' must be a list, or words with commas between"),
        };
    }

    private JsonElement? Value(string name) =>
        fields.Values.TryGetValue(name, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined)
            ? value
            : null;
}
