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
        // Git stops at an object it cannot read: those behind it are asked for again.
        for (var next = 0; next < segments.Count; )
        {
            next = ReadFrom(git, segments, next, contents);
        }
        return contents;
    }

    /// <summary>What one segment is, by its name; null where it is not there or cannot be read.</summary>
    public static (ObjectId Id, ReadOnlyMemory<byte> Text)? ReadNewest(SwarmGit git, RefName name)
    {
        ReadOnlyMemory<byte> output = git.Run(["cat-file", "--batch"], Encoding.ASCII.GetBytes(name.Value + "\n")).Output;
        var end = output.Span.IndexOf((byte)'\n');
        var header = end < 0 ? [] : Encoding.ASCII.GetString(output.Span[..end]).Split(' ');
        return header is [var id, "blob", var length] && int.TryParse(length, out var size) && output.Length > end + 1 + size
            ? (ObjectId.Parse(id), output.Slice(end + 1, size))
            : null;
    }

    /// <returns>Where to go on.</returns>
    private static int ReadFrom(
        SwarmGit git,
        IReadOnlyList<FeedSegment> segments,
        int from,
        Dictionary<RefName, ReadOnlyMemory<byte>> contents
    )
    {
        var request = string.Concat(segments.Skip(from).Select(s => s.Id.Hex + "\n"));
        ReadOnlyMemory<byte> rest = git.Run(["cat-file", "--batch"], Encoding.ASCII.GetBytes(request)).Output;
        for (var i = from; i < segments.Count; i++)
        {
            var end = rest.Span.IndexOf((byte)'\n');
            if (end < 0)
            {
                return i + 1;
            }
            // "<id> <type> <size>", or "<id> missing".
            var header = Encoding.ASCII.GetString(rest.Span[..end]).Split(' ');
            rest = rest[(end + 1)..];
            if (header is not [_, var type, var length] || !int.TryParse(length, out var size))
            {
                continue;
            }
            if (rest.Length <= size)
            {
                return i + 1;
            }
            if (type == "blob" && size <= SnapshotReader.LargestBlob)
            {
                contents[segments[i].Name] = rest[..size];
            }
            rest = rest[(size + 1)..];
        }
        return segments.Count;
    }
}
