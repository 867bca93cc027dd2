namespace GitSwarm.Agents.Definitions;

/// <summary>Lists of tools as people write them.</summary>
public static class ToolList
{
    /// <summary>Words with commas or blanks between; what stands in parentheses belongs to its word (<c>Bash(git log:*, git show:*)</c>).</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        var words = new List<string>();
        var (start, depth) = (0, 0);
        // A list in a text that could not be read as YAML may still have its brackets, dashes and quotes.
        text = text.Trim().TrimStart('[').TrimEnd(']');
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && (depth > 0 || !(text[i] is ',' or ';' || char.IsWhiteSpace(text[i]))))
            {
                depth += text[i] switch
                {
                    '(' => 1,
                    ')' when depth > 0 => -1,
                    _ => 0,
                };
                continue;
            }
            if (text[start..i].Trim('"', '\'') is { Length: > 0 } word && word != "-")
            {
                words.Add(word);
            }
            start = i + 1;
        }
        return words;
    }

    /// <summary>The tool an entry is about, without its rule: <c>Bash</c> of <c>Bash(rm:*)</c>.</summary>
    public static string NameOf(string entry)
    {
        var end = entry.IndexOf('(', StringComparison.Ordinal);
        return (end < 0 ? entry : entry[..end]).Trim();
    }

    /// <summary>What stands in an entry's parentheses; null where it has none.</summary>
    public static string? RuleOf(string entry)
    {
        var start = entry.IndexOf('(', StringComparison.Ordinal);
        return start < 0 ? null : entry[(start + 1)..].TrimEnd().TrimEnd(')').Trim();
    }
}
