using System.Text;

namespace GitSwarm.Git;

/// <summary>The repository's own config file, read without starting git.</summary>
/// <remarks>
/// Follows the syntax of git-config(1), without includes, as <c>git config --local</c> does. Only reads: every write goes
/// through git, which locks the file. A hook in a repository that is not opted in costs one file read.
/// </remarks>
public sealed class ConfigFile
{
    private readonly Dictionary<string, List<string>> values = new(StringComparer.Ordinal);

    /// <summary>Reads a config file; a missing one is empty.</summary>
    /// <exception cref="SwarmException">The file cannot be read or parsed.</exception>
    public static ConfigFile Read(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path), path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return new ConfigFile();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SwarmException(ErrorCode.BadConfig, $"cannot read {path}: {error.Message}", "make the file readable");
        }
    }

    /// <summary>Parses config text; <paramref name="path"/> is for messages only.</summary>
    /// <exception cref="SwarmException">The text is not a config file.</exception>
    public static ConfigFile Parse(string text, string path)
    {
        var file = new ConfigFile();
        var reader = new ConfigReader(text.TrimStart('\uFEFF'));
        while (reader.Next(out var key, out var value))
        {
            if (!file.values.TryGetValue(key, out var list))
            {
                file.values[key] = list = [];
            }
            list.Add(value);
        }
        return reader.BadLine is { } line
            ? throw new SwarmException(
                ErrorCode.BadConfig,
                $"bad config line {line} in {path}",
                "correct the line, or run 'git config --edit'"
            )
            : file;
    }

    /// <summary>The last value of a key such as <c>swarm.clone</c> (section and name in lower case), or null.</summary>
    public string? this[string key] => values.TryGetValue(key, out var list) ? list[^1] : null;

    /// <summary>Every value of a key, in the order of the file.</summary>
    public IReadOnlyList<string> All(string key) => values.TryGetValue(key, out var list) ? list : [];

    /// <summary>Every key.</summary>
    public IEnumerable<string> Keys => values.Keys;

    /// <summary>A boolean as git reads it; <paramref name="fallback"/> when absent or no boolean.</summary>
    public bool Bool(string key, bool fallback = false) =>
        this[key]?.ToLowerInvariant() switch
        {
            "true" or "yes" or "on" or "1" => true,
            "false" or "no" or "off" or "0" or "" => false,
            _ => fallback,
        };
}

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
            if (at == start || section.Length == 0)
            {
                BadLine = line;
                return false;
            }
            key = section + "." + text[start..at].ToLowerInvariant();
            SkipSpaces();
            if (at < text.Length && text[at] == '=')
            {
                at++;
                return ReadValue(out value);
            }
            value = "true";
            return true;
        }
        return false;
    }

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
            else if (!char.IsWhiteSpace(c))
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
        SkipSpaces();
        if (at < text.Length && text[at] == '"')
        {
            name.Append('.');
            for (at++; at < text.Length && text[at] != '"'; at++)
            {
                if (text[at] == '\n' || (text[at] == '\\' && ++at == text.Length))
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
                if (++at == text.Length)
                {
                    BadLine = line;
                    return false;
                }
                if (text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n')
                {
                    at++;
                }
                if (text[at] == '\n')
                {
                    line++;
                    continue;
                }
                result.Append(
                    text[at] switch
                    {
                        'n' => '\n',
                        't' => '\t',
                        'b' => '\b',
                        var other => other,
                    }
                );
                keep = result.Length;
                continue;
            }
            else
            {
                result.Append(c);
            }
            if (quoted || !char.IsWhiteSpace(c))
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
}
