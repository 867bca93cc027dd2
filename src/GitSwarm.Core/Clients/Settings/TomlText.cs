using System.Text;

namespace GitSwarm.Clients.Settings;

/// <summary>The tables and keys of a TOML text with their places: enough to add a table and to take it out again.</summary>
/// <remarks>A value is not understood, only stepped over. What cannot be read is a <see cref="FormatException"/>.</remarks>
internal sealed class TomlText
{
    private readonly string text;
    private readonly List<TomlLine> lines = [];
    private int at;

    private TomlText(string text)
    {
        this.text = text;
        ReadLines();
    }

    /// <summary>Headers and keys, in the order of the text.</summary>
    public IReadOnlyList<TomlLine> Lines => lines;

    /// <summary>Reads.</summary>
    /// <exception cref="FormatException">It is no TOML.</exception>
    public static TomlText Parse(string text) => new(text);

    private char Now => at < text.Length ? text[at] : '\0';

    private void ReadLines()
    {
        string[] table = [];
        at = text.StartsWith('\uFEFF') ? 1 : 0;
        while (at < text.Length)
        {
            var start = at;
            SkipBlanks();
            if (Now is '#' or '\n' or '\r' or '\0')
            {
                SkipLine();
                continue;
            }
            var isHeader = Now == '[';
            var isArray = isHeader && at + 1 < text.Length && text[at + 1] == '[';
            at +=
                isArray ? 2
                : isHeader ? 1
                : 0;
            var name = Name();
            if (isHeader)
            {
                table = name;
                Take(']');
                SkipLine();
                lines.Add(new TomlLine(name, true, isArray, start, at, at, at));
                continue;
            }
            Take('=');
            SkipBlanks();
            var value = at;
            SkipValue();
            var end = at;
            SkipLine();
            lines.Add(new TomlLine([.. table, .. name], false, false, start, at, value, end));
        }
    }

    private string[] Name()
    {
        var parts = new List<string>();
        while (true)
        {
            SkipBlanks();
            parts.Add(Now is '"' or '\'' ? Quoted() : Bare());
            SkipBlanks();
            if (Now != '.')
            {
                return [.. parts];
            }
            at++;
        }
    }

    private string Bare()
    {
        var start = at;
        while (char.IsAsciiLetterOrDigit(Now) || Now is '-' or '_')
        {
            at++;
        }
        return at > start ? text[start..at] : throw Bad();
    }

    private string Quoted()
    {
        var start = at;
        SkipString();
        return Unquote(text[start..at]) ?? throw Bad();
    }

    /// <summary>The words of a string in quotes; null for escapes that are not ours.</summary>
    public static string? Unquote(string quoted)
    {
        if (quoted is not ['"' or '\'', .., var last] || last != quoted[0] || quoted[0] == '\'')
        {
            return quoted is ['\'', .., '\''] && quoted.Length > 1 ? quoted[1..^1] : null;
        }
        var words = new StringBuilder();
        for (var i = 1; i < quoted.Length - 1; i++)
        {
            if (quoted[i] == '\\' && quoted[++i] is not ('"' or '\\'))
            {
                return null;
            }
            words.Append(quoted[i]);
        }
        return words.ToString();
    }

    private void SkipValue()
    {
        for (var depth = 0; at < text.Length; )
        {
            switch (Now)
            {
                case '"' or '\'':
                    SkipString();
                    continue;
                case '[' or '{':
                    depth++;
                    break;
                case ']' or '}':
                    depth--;
                    break;
                case '#' when depth > 0:
                    SkipLine();
                    continue;
                case '\n' or '\r' or '#' when depth <= 0:
                    return;
                default:
                    break;
            }
            at++;
        }
    }

    private void SkipString()
    {
        var quote = Now;
        var isLong = at + 2 < text.Length && text[at + 1] == quote && text[at + 2] == quote;
        var end = new string(quote, isLong ? 3 : 1);
        for (at += end.Length; string.CompareOrdinal(text, at, end, 0, end.Length) != 0; at++)
        {
            if (at >= text.Length || (!isLong && Now is '\n' or '\r'))
            {
                throw Bad();
            }
            at += quote == '"' && Now == '\\' ? 1 : 0;
        }
        at += end.Length;
        // A long string may end in quotes of its own.
        for (var more = 0; isLong && more < 2 && Now == quote; more++)
        {
            at++;
        }
    }

    private void SkipBlanks()
    {
        while (Now is ' ' or '\t')
        {
            at++;
        }
    }

    private void SkipLine()
    {
        var end = text.IndexOf('\n', at);
        at = end < 0 ? text.Length : end + 1;
    }

    private void Take(char expected)
    {
        SkipBlanks();
        if (Now != expected)
        {
            throw Bad();
        }
        at++;
    }

    private FormatException Bad() => new($"it is no TOML at line {text.AsSpan(0, Math.Min(at, text.Length)).Count('\n') + 1}");
}

/// <summary>A header or a key with its value.</summary>
/// <param name="Name">All of its name, the table's included.</param>
/// <param name="IsHeader">True for the header of a table.</param>
/// <param name="IsArray">True for a header in two brackets.</param>
/// <param name="Start">Where its line begins.</param>
/// <param name="End">Behind its last line's end.</param>
/// <param name="Value">Where its value begins.</param>
/// <param name="ValueEnd">Behind the value.</param>
internal sealed record TomlLine(string[] Name, bool IsHeader, bool IsArray, int Start, int End, int Value, int ValueEnd)
{
    /// <summary>True for exactly this name.</summary>
    public bool Is(params ReadOnlySpan<string> name) => Name.AsSpan().SequenceEqual(name);

    /// <summary>True for this name and whatever is in it.</summary>
    public bool IsIn(params ReadOnlySpan<string> name) => Name.AsSpan().StartsWith(name);
}
