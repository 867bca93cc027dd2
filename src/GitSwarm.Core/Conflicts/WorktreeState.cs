using System.Globalization;
using System.Text;
using GitSwarm.Git;

namespace GitSwarm.Conflicts;

/// <summary>All that a merge of somebody's work would take from a work tree.</summary>
/// <param name="Head">The commit checked out; none before the first.</param>
/// <param name="Branch">Short name; null when detached.</param>
/// <param name="Merging">Commits a merge in progress there brings in.</param>
/// <param name="Changed">What differs from <paramref name="Head"/>, untracked files one by one.</param>
public sealed record WorktreeState(ObjectId Head, string? Branch, IReadOnlyList<ObjectId> Merging, IReadOnlyList<ChangedFile> Changed)
{
    /// <summary>The arguments whose output <see cref="Parse"/> reads: a rename is a path that goes and one that comes.</summary>
    public static IReadOnlyList<string> Arguments { get; } =
    [
        "status",
        "--porcelain=v2",
        "-z",
        "--branch",
        "--no-ahead-behind",
        "--no-renames",
        "--untracked-files=all",
        "--ignore-submodules=dirty",
    ];

    /// <summary>Names this state: equal texts are equal work, as far as the times of files tell.</summary>
    public string Key => key ??= MakeKey();

    private string? key;

    /// <summary>Nothing differs from the commit.</summary>
    public bool IsClean => Changed.Count == 0 && Merging.Count == 0;

    /// <summary>Parses porcelain version 2 (git-status(1)) and looks at each file.</summary>
    /// <param name="output">What git wrote.</param>
    /// <param name="top">The work tree.</param>
    /// <param name="gitDir">Its git directory, for the commits a merge brings in.</param>
    /// <param name="trustsModes">False where the file system has no executable bit (<c>core.fileMode</c>).</param>
    public static WorktreeState Parse(ReadOnlySpan<byte> output, string top, string gitDir, bool trustsModes)
    {
        ObjectId head = default;
        string? branch = null;
        var changed = new List<ChangedFile>();
        foreach (var entry in Encoding.Latin1.GetString(output).Split('\0'))
        {
            if (entry.StartsWith("# branch.oid ", StringComparison.Ordinal))
            {
                head = ObjectId.TryParse(entry.AsSpan(13), out var id) ? id : default;
            }
            else if (entry.StartsWith("# branch.head ", StringComparison.Ordinal))
            {
                branch = entry[14..] is "(detached)" ? null : new RawPath(entry[14..]).Text;
            }
            else if (Entry(entry, top, trustsModes) is { } file)
            {
                changed.Add(file);
            }
        }
        return new WorktreeState(head, branch, MergeHeads(gitDir), changed);
    }

    private static ChangedFile? Entry(string entry, string top, bool trustsModes)
    {
        if (entry.Length < 3 || entry[1] != ' ')
        {
            return null;
        }
        var fields = entry.Split(
            ' ',
            entry[0] == 'u' ? 11
                : entry[0] == '1' ? 9
                : 2
        );
        var path = new RawPath(fields[^1]);
        var state = FileState.Of(path.Below(top));
        return entry[0] switch
        {
            // XY sub mH mI mW hH hI path
            '1' => new ChangedFile(path, ModeOf(fields[5]), fields[7], state),
            // XY sub m1 m2 m3 mW h1 h2 h3 path
            'u' => new ChangedFile(path, ModeOf(fields[6]), "", state),
            '?' when state is { IsLink: true } => new ChangedFile(path, ChangedFile.Link, "", state),
            '?' when state is { IsFile: true } file => new ChangedFile(
                path,
                file.IsExecutable && trustsModes ? ChangedFile.Executable : ChangedFile.Plain,
                "",
                state
            ),
            // A repository of its own below (a linked work tree, say), or gone meanwhile.
            _ => null,
        };
    }

    private static string ModeOf(string field) => field == "000000" ? "" : field;

    internal static List<ObjectId> MergeHeads(string gitDir)
    {
        try
        {
            return
            [
                .. File.ReadAllLines(Path.Combine(gitDir, "MERGE_HEAD"))
                    .Select(l => ObjectId.TryParse(l, out var id) ? id : default)
                    .Where(id => !id.IsNone),
            ];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private string MakeKey()
    {
        var text = new StringBuilder(Head.Hex);
        foreach (var id in Merging)
        {
            text.Append('+').Append(id.Hex);
        }
        foreach (var file in Changed)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{file.Mode} {file.IndexId} {file.State?.Size} {file.State?.MtimeNanoseconds} ")
                .Append(CultureInfo.InvariantCulture, $"{file.State?.Inode} {file.Path.Raw}");
        }
        return IsClean ? Head.Hex : StableHash.Of(text.ToString());
    }
}
