using System.Globalization;
using System.Text;
using GitSwarm.Git;

namespace GitSwarm.Conflicts;

/// <summary>A merge that would stop, and whose it is.</summary>
/// <param name="Left">Commit and label of one side.</param>
/// <param name="Right">Commit and label of the other.</param>
/// <param name="Outcome">What git said.</param>
internal sealed record StoppedMerge((ObjectId Commit, string Label) Left, (ObjectId Commit, string Label) Right, MergeOutcome Outcome);

/// <summary>Turns what git says of merges into <see cref="Conflict"/>s with line ranges: one call of git for all of them.</summary>
internal sealed class ConflictReader(RadarGit git, Scratch scratch, string directory)
{
    // Larger files are told without lines.
    private const int Readable = 1024 * 1024;

    /// <summary>The conflicts of each merge, sorted by path.</summary>
    internal List<Verdict> Read(IReadOnlyList<StoppedMerge> merges)
    {
        var contents = Contents(merges);
        return [.. merges.Select(m => new Verdict(ConflictsOf(m, contents), Unmerged(m), null))];
    }

    private static List<string> Unmerged(StoppedMerge merge) =>
        [.. merge.Outcome.Stages.Select(s => Named(merge, s.Path)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The path as text. Git gives one of two things of one name the name of its side: <c>path~side</c>.</summary>
    private static string Named(StoppedMerge merge, RawPath path) => Labelled(merge, path.Text);

    private static string Labelled(StoppedMerge merge, string text) =>
        text.Replace(merge.Left.Commit.Hex, merge.Left.Label, StringComparison.Ordinal)
            .Replace(merge.Right.Commit.Hex, merge.Right.Label, StringComparison.Ordinal);

    private static List<Conflict> ConflictsOf(StoppedMerge merge, Dictionary<string, string> contents)
    {
        var found = new List<Conflict>();
        var told = new HashSet<RawPath>();
        foreach (var note in merge.Outcome.Notes.Where(n => n.Type.StartsWith("CONFLICT", StringComparison.Ordinal)))
        {
            var paths = note.Paths;
            var kind = Refine(ConflictKinds.Of(note.Type, note.Text), merge.Outcome, paths[0]);
            told.UnionWith(paths);
            var (left, right) = Lines(merge, paths[0], kind, contents);
            var other = paths.Count > 1 ? Named(merge, paths[1]) : null;
            found.Add(new Conflict(Named(merge, paths[0]), other, kind, left, right, Sentence(merge, note.Text)));
        }
        // Stages without a sentence: seen nowhere, but a conflict must not be lost for want of words.
        foreach (var path in merge.Outcome.Stages.Select(s => s.Path).Distinct().Where(p => !told.Contains(p)))
        {
            var (left, right) = Lines(merge, path, ConflictKinds.Content, contents);
            found.Add(new Conflict(Named(merge, path), null, ConflictKinds.Other, left, right, "merge conflict"));
        }
        // Git says "binary", and then once more that it could not merge.
        var binary = found.Where(c => c.Kind == ConflictKinds.Binary).Select(c => c.Path).ToHashSet(StringComparer.Ordinal);
        found.RemoveAll(c => c.Kind is ConflictKinds.Content or ConflictKinds.AddAdd && binary.Contains(c.Path));
        found.Sort(static (a, b) => string.CompareOrdinal(a.Path, b.Path));
        return found;
    }

    /// <summary>Git calls some things a content conflict that are none of lines.</summary>
    private static string Refine(string kind, MergeOutcome outcome, RawPath path)
    {
        if (kind is not (ConflictKinds.Content or ConflictKinds.AddAdd))
        {
            return kind;
        }
        var stages = outcome.Stages.Where(s => s.Path == path).ToList();
        var (left, right) = (stages.Find(s => s.Number == 2), stages.Find(s => s.Number == 3));
        return left.Mode == ChangedFile.Submodule || right.Mode == ChangedFile.Submodule ? ConflictKinds.Submodule
            : left.Id is not null && left.Id == right.Id && left.Mode != right.Mode ? ConflictKinds.Mode
            : kind;
    }

    private static (List<LineRange> Left, List<LineRange> Right) Lines(
        StoppedMerge merge,
        RawPath path,
        string kind,
        Dictionary<string, string> contents
    )
    {
        if (
            kind is not (ConflictKinds.Content or ConflictKinds.AddAdd or ConflictKinds.RenameAdd or ConflictKinds.RenameRename)
            || Blob(merge, path, 2) is not { } left
            || Blob(merge, path, 3) is not { } right
            || !contents.TryGetValue(left, out var leftText)
            || !contents.TryGetValue(right, out var rightText)
            || !contents.TryGetValue(Merged(merge, path), out var mergedText)
        )
        {
            return ([], []);
        }
        return ConflictRegions.Of(leftText, rightText, mergedText, merge.Left.Commit.Hex, merge.Right.Commit.Hex);
    }

    private static string? Blob(StoppedMerge merge, RawPath path, int stage) =>
        merge.Outcome.Stages.Where(s => s.Path == path && s.Number == stage && IsFile(s)).Select(s => s.Id).FirstOrDefault();

    private static bool IsFile(Stage stage) => stage.Mode is ChangedFile.Plain or ChangedFile.Executable;

    private static string Merged(StoppedMerge merge, RawPath path) => $"{merge.Outcome.Tree}:{path.Raw}";

    private static string Sentence(StoppedMerge merge, string text) =>
        Texts.OneLine(Labelled(merge, new RawPath(text[PrefixOf(text)..]).Text));

    /// <summary>How long "CONFLICT (kind): " or "warning: " is: the kind stands elsewhere.</summary>
    private static int PrefixOf(string text)
    {
        const string Warning = "warning: ";
        var end = text.IndexOf("): ", StringComparison.Ordinal);
        return text.StartsWith("CONFLICT (", StringComparison.Ordinal) && end > 0 ? end + 3
            : text.StartsWith(Warning, StringComparison.Ordinal) ? Warning.Length
            : 0;
    }

    /// <summary>Reads the files of both sides and the merged ones, each once.</summary>
    private Dictionary<string, string> Contents(IReadOnlyList<StoppedMerge> merges)
    {
        var wanted = new List<string>();
        foreach (var merge in merges)
        {
            foreach (var path in merge.Outcome.Stages.Where(IsFile).Select(s => s.Path).Distinct())
            {
                // A line end in a path would end the question.
                if (
                    Blob(merge, path, 2) is { } left
                    && Blob(merge, path, 3) is { } right
                    && !path.Raw.Contains('\n', StringComparison.Ordinal)
                )
                {
                    wanted.AddRange([left, right, Merged(merge, path)]);
                }
            }
        }
        wanted = [.. wanted.Distinct(StringComparer.Ordinal)];
        if (wanted.Count == 0)
        {
            return [];
        }
        var input = Encoding.Latin1.GetBytes(string.Concat(wanted.Select(w => w + "\n")));
        var result = git.Run(["cat-file", "--batch"], input, directory, scratch.Objects, []);
        return result.Ok ? Split(result.Output, wanted) : [];
    }

    // "<id> <type> <size>\n<content>\n" for each, or "<name> missing\n".
    private static Dictionary<string, string> Split(ReadOnlySpan<byte> output, List<string> wanted)
    {
        var contents = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in wanted)
        {
            var end = output.IndexOf((byte)'\n');
            if (end < 0)
            {
                break;
            }
            var header = Encoding.Latin1.GetString(output[..end]);
            output = output[(end + 1)..];
            if (header.EndsWith(" missing", StringComparison.Ordinal))
            {
                continue;
            }
            var size = int.Parse(header.AsSpan(header.LastIndexOf(' ') + 1), NumberStyles.None, CultureInfo.InvariantCulture);
            if (size <= Readable)
            {
                contents[name] = Encoding.Latin1.GetString(output[..size]);
            }
            output = output[(size + 1)..];
        }
        return contents;
    }
}
