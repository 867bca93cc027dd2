namespace GitSwarm.Git;

/// <summary>Bytes of unknown number, read from a stream piece by piece.</summary>
/// <remarks>Starts small: most answers of git are, and Stream.CopyTo would clear 128 KB for each.</remarks>
internal sealed class GrowingBuffer
{
    private byte[] bytes = new byte[2048];
    private int length;

    /// <summary>What was read so far.</summary>
    internal byte[] ToArray() => bytes[..length];

    /// <summary>Reads once.</summary>
    /// <returns>False at the stream's end.</returns>
    internal bool ReadFrom(Stream stream)
    {
        if (length == bytes.Length)
        {
            Array.Resize(ref bytes, length * 4);
        }
        var got = stream.Read(bytes, length, bytes.Length - length);
        length += got;
        return got > 0;
    }
}
