using System.Globalization;
using GitSwarm.Git;
using GitSwarm.Store;

namespace GitSwarm.Feeds;

/// <summary>A segment of a feed by name: which ref, and what it points at.</summary>
/// <param name="Name">The ref.</param>
/// <param name="Ref">Its parts.</param>
/// <param name="Number">1, 2, ….</param>
/// <param name="Id">The blob.</param>
public sealed record FeedSegment(RefName Name, SwarmRef Ref, int Number, ObjectId Id)
{
    /// <summary>Which feed it belongs to: <c>clone/session</c>.</summary>
    public string Feed { get; } = $"{Ref.CloneId}/{Ref.Stream}";

    /// <summary>Starts listing the segments of some kinds: names alone, so that old text costs nothing.</summary>
    public static GitChild StartList(SwarmGit git, params string[] kinds)
    {
        var prefixes = SwarmRefs.Everywhere(kinds.Select(SwarmRefs.Prefix));
        var child = git.Start(["for-each-ref", "--format=%(objectname) %(refname)", .. prefixes]);
        child.CloseInput();
        return child;
    }

    /// <summary>What the child answered, each segment once; names of no known form are left out, and what was fetched of this clone's own.</summary>
    /// <param name="git">The repository.</param>
    /// <param name="child">As started.</param>
    /// <exception cref="SwarmException">Git failed.</exception>
    public static List<FeedSegment> List(SwarmGit git, GitChild child)
    {
        var own = git.Repository.Config["swarm.clone"];
        using (child)
        {
            var segments = new List<FeedSegment>();
            foreach (var line in child.Finish().OrThrow("list feeds").Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                var space = line.IndexOf(' ');
                var name = new RefName(line[(space + 1)..]);
                if (
                    SwarmRefs.Parse(name) is { Segment: { } number } parts
                    && (parts.Remote is null || parts.CloneId != own)
                    && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
                )
                {
                    segments.Add(new FeedSegment(name, parts, n, ObjectId.Parse(line.AsSpan(0, space))));
                }
            }
            segments.Sort((a, b) => string.CompareOrdinal(a.Feed, b.Feed) is var order and not 0 ? order : a.Number - b.Number);
            return segments.Exists(s => s.Ref.Remote is not null) ? Longest(git, segments) : segments;
        }
    }

    /// <summary>Of several copies of one segment the longest, for they are only ever added to.</summary>
    private static List<FeedSegment> Longest(SwarmGit git, List<FeedSegment> segments)
    {
        var copies = segments.GroupBy(s => (s.Ref.Kind, s.Feed, s.Number)).ToList();
        var several = copies.Where(c => c.DistinctBy(s => s.Id).Count() > 1).SelectMany(c => c).ToList();
        var contents = several.Count > 0 ? FeedContents.Read(git, several) : [];
        return [.. copies.Select(c => c.MaxBy(s => contents.TryGetValue(s.Name, out var text) ? text.Length : -1)!)];
    }
}
