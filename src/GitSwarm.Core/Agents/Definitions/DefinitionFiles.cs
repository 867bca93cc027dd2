using System.IO.Enumeration;
using GitSwarm.Git;

namespace GitSwarm.Agents.Definitions;

/// <summary>Reads what lies in the places: the one place where definitions meet the file system.</summary>
/// <remarks>
/// Who wrote these files may be hostile: links to directories are not followed below a place, nothing but ordinary files is
/// opened, and of each and of all there is a limit.
/// </remarks>
public static class DefinitionFiles
{
    /// <summary>How many bytes a file may have.</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    private const int MostFiles = 5000;
    private const int MostLevels = 8;

    /// <summary>Every Markdown file in the places, in their order; one that cannot be read with the reason.</summary>
    public static IReadOnlyList<DefinitionFile> Read(IEnumerable<DefinitionPlace> places) =>
        [.. places.SelectMany(p => Below(p.Directory).Select(f => Read(new Origin(p.Source, f, p.Directory, p.IsOfRepository))))];

    /// <summary>Reads one file.</summary>
    public static DefinitionFile Read(Origin origin)
    {
        var file = PlainFile.Read(origin.File!, MostBytes);
        return new DefinitionFile(origin, file.Content, file.Problem);
    }

    private static List<string> Below(string directory)
    {
        if (!Directory.Exists(directory))
        {
            return [];
        }
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            MaxRecursionDepth = MostLevels,
            IgnoreInaccessible = true,
            AttributesToSkip = FileAttributes.None,
        };
        var files = new FileSystemEnumerable<string>(directory, (ref e) => e.ToFullPath(), options)
        {
            ShouldIncludePredicate = (ref e) =>
                e.FileName.EndsWith(".md", StringComparison.OrdinalIgnoreCase) && e.FileName[0] != '.' && !e.IsDirectory,
            ShouldRecursePredicate = (ref e) => e.FileName[0] != '.' && !e.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };
        return [.. files.Take(MostFiles).Order(StringComparer.Ordinal)];
    }
}
