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
            var other => int.TryParse(other, out var number) ? number != 0 : fallback,
        };
}
