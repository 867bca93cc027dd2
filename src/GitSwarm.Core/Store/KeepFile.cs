using System.Globalization;
using GitSwarm.Git;

namespace GitSwarm.Store;

/// <summary>A <c>.keep</c> file of ours, and the pack beside it.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Day">The day its youngest object was put in; null where that cannot be read any more.</param>
public sealed record KeepFile(string Path, DateOnly? Day)
{
    /// <summary>The first words of the <c>.keep</c> files that are ours; the day follows.</summary>
    public const string Mark = "git-swarm ";

    private const string Date = "yyyy-MM-dd";

    /// <summary>The pack's list of objects.</summary>
    public string Index => System.IO.Path.ChangeExtension(Path, ".idx");

    /// <summary>The pack itself.</summary>
    public string Pack => System.IO.Path.ChangeExtension(Path, ".pack");

    /// <summary>True for what is left of a pack that is being removed, and for one whose index is still to come.</summary>
    public bool IsTorn => !File.Exists(Pack) || !File.Exists(Index);

    /// <summary>Every file of the pack, in the order they are removed: while git can see the pack it must see that it is kept.</summary>
    public IReadOnlyList<string> Parts => [Pack, System.IO.Path.ChangeExtension(Path, ".rev"), Index, Path];

    /// <summary>What stands in the file of a pack of this day.</summary>
    public static string TextOf(DateOnly day) => Mark + day.ToString(Date, CultureInfo.InvariantCulture);

    /// <summary>All of a repository's that are ours.</summary>
    public static IEnumerable<KeepFile> In(Repository repository)
    {
        var packs = System.IO.Path.Combine(repository.CommonDir, "objects", "pack");
        return Directory.Exists(packs)
            ? Directory.GetFiles(packs, "*.keep").Order(StringComparer.Ordinal).Select(Read).OfType<KeepFile>()
            : [];
    }

    private static KeepFile? Read(string path)
    {
        try
        {
            var text = File.ReadAllText(path);
            return !text.StartsWith(Mark, StringComparison.Ordinal) ? null
                : DateOnly.TryParseExact(text[Mark.Length..].Trim(), Date, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                    ? new KeepFile(path, day)
                : new KeepFile(path, null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The user's git makes such files for the length of a fetch, too.
            return null;
        }
    }
}
