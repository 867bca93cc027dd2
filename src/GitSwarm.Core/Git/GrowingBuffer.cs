namespace GitSwarm.Git;

/// <summary>Bytes of unknown number, read from a stream piece by piece.</summary>
/// <remarks>Starts small: most answers of git are, and Stream.CopyTo would clear 128 KB for each.</remarks>
internal sealed class GrowingBuffer
{
    private byte[] bytes = new byte[2048];
    private int length;

    /// <summary>What was read so far.</summary>
    internal byte[] ToArray()
    {
        // Not cleared first: what is not written to is not paid for.
        var all = GC.AllocateUninitializedArray<byte>(length);
        bytes.AsSpan(0, length).CopyTo(all);
        return all;
    }

    /// <summary>Reads once.</summary>
    /// <returns>False at the stream's end.</returns>
    /// <exception cref="SwarmException">It is more than a program can hold in one piece.</exception>
    internal bool ReadFrom(Stream stream)
    {
        if (length == bytes.Length)
        {
            if (length == Array.MaxLength)
            {
                throw new SwarmException(
                    ErrorCode.GitFailed,
                    "git answered with more than 2 GB",
                    "see with 'git for-each-ref refs/swarm refs/swarm-remote' what is far too large there"
                );
            }
            var larger = GC.AllocateUninitializedArray<byte>((int)Math.Min(length * 4L, Array.MaxLength));
            bytes.CopyTo(larger, 0);
            bytes = larger;
        }
        var got = stream.Read(bytes, length, bytes.Length - length);
        length += got;
        return got > 0;
    }
}
