using FsCheck;
using FsCheck.Fluent;

namespace GitSwarm.Tests.Claims;

/// <summary>Paths and patterns over few letters, so that they meet.</summary>
internal static class PatternSamples
{
    private static readonly string[] Letters = ["a", "b", "A", ".c", "-", " ", "[", "]", "*", "\n", "\\"];

    private static readonly string[] Pieces =
    [
        "a",
        "b",
        "A",
        ".c",
        "-",
        " ",
        "*",
        "?",
        "**",
        "[ab]",
        "[!a]",
        "[^b-z]",
        "[A-B]",
        "[[:alpha:]]",
        "[[:upper:]*]",
        "[]a]",
        "[a-]",
        "[\\]b]",
        "[b/]",
        "[",
        "\\[",
        "\\*",
        "\\a",
    ];

    /// <summary>A path of up to four names, unusual ones among them.</summary>
    internal static Gen<string> Path { get; } = Joined(Gen.Frequency((6, Gen.Elements("a", "b", "ab", "a.c", "B")), (2, Name(Letters))));

    /// <summary>A pattern as git's glob magic takes it, without dots to resolve.</summary>
    internal static Gen<string> Pattern { get; } =
        Joined(Gen.Frequency((3, Gen.Elements("a", "b", "*", "**", "*.c", "a*", "?")), (2, Name(Pieces)))).Where(text => text[0] != ':');

    /// <summary>A pattern of a common form: path, directory, everything in one, every file of an ending.</summary>
    internal static Gen<string> Common { get; } =
        from directory in Gen.Elements("", "a/", "b/", "a/b/", "a/a/", "b/a/b/", "**/", "a/**/")
        from name in Gen.Elements("a", "b", "a.c", "b.d", "**", "*", "*.c", "*.d", "a*", "*b")
        select directory + name;

    /// <summary>What is easily got wrong.</summary>
    internal static IReadOnlyList<string> Exotic { get; } =
    [
        "a**",
        "a**/b",
        "**a",
        "a/**b",
        "***/b",
        "**/**/b",
        "a/***",
        "*/**",
        "**/*",
        "a/*/b",
        "[",
        "[a",
        "[!]a]*",
        "[[:nonsense:]]",
        "[[:alpha]*",
        "[a-b-c]",
        "[]-a]",
        "[b-a]",
        "a\\",
        "*\\",
        "[\\",
        "a[/]b",
        "?[!a]",
        "**/[[]*",
        "-*",
        "* *",
        "*\n*",
        "\\a/**/**",
        "[ab]/**/**",
    ];

    /// <summary>Patterns as long as they may be that a careless matcher does not end with.</summary>
    internal static IReadOnlyList<string> Hostile { get; } =
    [
        string.Concat(Enumerable.Repeat("**/", 1364)) + "b",
        string.Concat(Enumerable.Repeat("*a", 2047)) + "b",
        string.Concat(Enumerable.Repeat("**/a*/", 682)) + "b",
        string.Concat(Enumerable.Repeat("**/*a*a*a/", 409)) + "*b",
        string.Concat(Enumerable.Repeat("[!x]*", 819)) + "b",
        new string('?', 4095) + "b",
    ];

    /// <summary>Names that a claim counts in besides what git does.</summary>
    internal static IEnumerable<string> NamesIn(string pattern)
    {
        var directory = pattern.EndsWith("/**", StringComparison.Ordinal) ? pattern[..^3] : pattern;
        if (!HasStars(directory) && directory.IndexOfAny(['[', '\\']) >= 0)
        {
            yield return directory;
            yield return string.Concat(directory.Where((c, i) => c != '\\' || IsTaken(directory, i)));
        }
    }

    /// <summary>Whether there is a star or question mark without a backslash.</summary>
    internal static bool HasStars(string pattern) => pattern.Where((c, i) => c is '*' or '?' && !IsTaken(pattern, i)).Any();

    /// <summary>Paths that can be files of one work tree: none is a directory of another.</summary>
    internal static IEnumerable<string> WithoutConflicts(IEnumerable<string> paths)
    {
        var files = new HashSet<string>(StringComparer.Ordinal);
        var directories = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            var above = path.Select((c, i) => c == '/' ? path[..i] : "").Where(directory => directory.Length > 0).ToList();
            if (!directories.Contains(path) && !above.Exists(files.Contains) && files.Add(path))
            {
                directories.UnionWith(above);
                yield return path;
            }
        }
    }

    // Whether a backslash makes this character, or this last backslash, one like any other.
    private static bool IsTaken(string text, int at) =>
        (text[at] == '\\' && at == text.Length - 1) || text[..at].Reverse().TakeWhile(c => c == '\\').Count() % 2 == 1;

    private static Gen<string> Name(string[] parts) =>
        from count in Gen.Choose(1, 3)
        from chosen in Gen.Elements(parts).ArrayOf(count)
        select string.Concat(chosen);

    private static Gen<string> Joined(Gen<string> name) =>
        from count in Gen.Choose(1, 4)
        from names in name.ArrayOf(count)
        select string.Join('/', names);
}
