using System.Text;

namespace GitSwarm.Git;

/// <summary>Walks the entries of config text one by one.</summary>
internal sealed class ConfigReader(string text)
{
    private int at;
    private int line = 1;
    private string section = "";

    public int? BadLine { get; private set; }

    public bool Next(out string key, out string value)
    {
        key = value = "";
        while (SkipBlank())
        {
            if (text[at] == '[')
            {
                if (!ReadSection())
                {
                    BadLine = line;
                    return false;
                }
                continue;
            }
            var start = at;
            while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '-'))
            {
                at++;
            }
            if (at == start || !char.IsAsciiLetter(text[start]))
            {
                BadLine = line;
                return false;
            }
            // A key before the first section is no error to git, either.
            key = (section.Length == 0 ? "" : section + ".") + text[start..at].ToLowerInvariant();
            SkipSpaces();
            if (at < text.Length && text[at] == '=')
            {
                at++;
                return ReadValue(out value);
            }
            if (at < text.Length && text[at] != '\n')
            {
                BadLine = line;
                return false;
            }
            value = "true";
            return true;
        }
        return false;
    }

    // Git's own idea of a blank: no other character of Unicode is one.
    private static bool IsBlank(char c) => c is ' ' or '\t' or '\n' or '\r';

    private bool SkipBlank()
    {
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '\n')
            {
                line++;
            }
            else if (c is '#' or ';')
            {
                while (at + 1 < text.Length && text[at + 1] != '\n')
                {
                    at++;
                }
            }
            else if (!IsBlank(c))
            {
                return true;
            }
        }
        return false;
    }

    private void SkipSpaces()
    {
        while (at < text.Length && text[at] is ' ' or '\t' or '\r')
        {
            at++;
        }
    }

    private bool ReadSection()
    {
        var name = new StringBuilder();
        for (at++; at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '-' or '.'); at++)
        {
            name.Append(char.ToLowerInvariant(text[at]));
        }
        var end = at;
        SkipSpaces();
        if (at > end && (at == text.Length || text[at] != '"'))
        {
            return false;
        }
        if (at < text.Length && text[at] == '"')
        {
            name.Append('.');
            for (at++; at < text.Length && text[at] != '"'; at++)
            {
                if ((text[at] == '\\' && ++at == text.Length) || text[at] == '\n')
                {
                    return false;
                }
                name.Append(text[at]);
            }
            at++;
        }
        section = name.ToString();
        return section.Length > 0 && at < text.Length && text[at++] == ']';
    }

    private bool ReadValue(out string value)
    {
        var result = new StringBuilder();
        var quoted = false;
        var keep = 0;
        value = "";
        SkipSpaces();
        for (; at < text.Length && text[at] != '\n'; at++)
        {
            var c = text[at];
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && c is '#' or ';' && !quoted)
            {
                while (at < text.Length && text[at] != '\n')
                {
                    at++;
                }
                break;
            }
            else if (c == '\\')
            {
                // Blanks before it count, even when the value goes on in the next line.
                keep = result.Length;
                if (!ReadEscape(result))
                {
                    BadLine = line;
                    return false;
                }
                keep = Math.Max(keep, result.Length);
                continue;
            }
            else if (quoted || result.Length > 0 || !IsBlank(c))
            {
                result.Append(c);
            }
            if (quoted || !IsBlank(c))
            {
                keep = result.Length;
            }
        }
        if (quoted)
        {
            BadLine = line;
            return false;
        }
        value = result.ToString(0, keep);
        return true;
    }

    /// <summary>Reads what follows a backslash; false when git would refuse it.</summary>
    private bool ReadEscape(StringBuilder result)
    {
        at++;
        if (at + 1 < text.Length && text[at] == '\r' && text[at + 1] == '\n')
        {
            at++;
        }
        if (at >= text.Length)
        {
            return true;
        }
        if (text[at] == '\n')
        {
            line++;
            return true;
        }
        var meant = text[at] switch
        {
            'n' => '\n',
            't' => '\t',
            'b' => '\b',
            '\\' or '"' => text[at],
            _ => '\0',
        };
        result.Append(meant);
        return meant != '\0';
    }
}
