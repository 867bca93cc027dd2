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
        var child = git.Start(["for-each-ref", "--format=%(objectname) %(refname)", .. kinds.Select(SwarmRefs.Prefix)]);
        child.CloseInput();
        return child;
    }

    /// <summary>What the child answered; names of no known form are left out.</summary>
    /// <exception cref="SwarmException">Git failed.</exception>
    public static List<FeedSegment> List(GitChild child)
    {
        using (child)
        {
            var segments = new List<FeedSegment>();
            foreach (var line in child.Finish().OrThrow("list feeds").Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                var space = line.IndexOf(' ');
                var name = new RefName(line[(space + 1)..]);
                if (
                    SwarmRefs.Parse(name) is { Segment: { } number } parts
                    && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
                )
                {
                    segments.Add(new FeedSegment(name, parts, n, ObjectId.Parse(line.AsSpan(0, space))));
                }
            }
            segments.Sort((a, b) => string.CompareOrdinal(a.Feed, b.Feed) is var order and not 0 ? order : a.Number - b.Number);
            return segments;
        }
    }
}
