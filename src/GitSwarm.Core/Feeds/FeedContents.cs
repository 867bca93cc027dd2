using System.Text;
using GitSwarm.Git;
using GitSwarm.Store;

namespace GitSwarm.Feeds;

/// <summary>Reads the text of segments, all in one git process.</summary>
public static class FeedContents
{
    /// <summary>The bytes of each segment that can be read; what is missing, no blob or over 1 MiB is left out.</summary>
    public static Dictionary<RefName, ReadOnlyMemory<byte>> Read(SwarmGit git, IReadOnlyList<FeedSegment> segments)
    {
        var contents = new Dictionary<RefName, ReadOnlyMemory<byte>>();
        if (segments.Count == 0)
        {
            return contents;
        }
        var request = string.Concat(segments.Select(s => s.Id.Hex + "\n"));
        ReadOnlyMemory<byte> rest = git.Run(["cat-file", "--batch"], Encoding.ASCII.GetBytes(request)).Output;
        foreach (var segment in segments)
        {
            var end = rest.Span.IndexOf((byte)'\n');
            // "<id> <type> <size>", or "<id> missing"; nothing at all when git stopped at a corrupt object.
            var header = end < 0 ? [] : Encoding.ASCII.GetString(rest.Span[..end]).Split(' ');
            rest = end < 0 ? default : rest[(end + 1)..];
            if (header is not [_, var type, var length] || !int.TryParse(length, out var size) || rest.Length <= size)
            {
                continue;
            }
            if (type == "blob" && size <= SnapshotReader.LargestBlob)
            {
                contents[segment.Name] = rest[..size];
            }
            rest = rest[(size + 1)..];
        }
        return contents;
    }
}
