using System.Globalization;

namespace GitSwarm.TestKit;

/// <summary>The body of a request, of a known length or in chunks.</summary>
internal sealed class RequestBody
{
    private readonly Stream wire;
    private readonly bool isChunked;
    private long remaining;
    private bool isAtEnd;

    private RequestBody(Stream wire, long length, bool isChunked)
    {
        this.wire = wire;
        this.isChunked = isChunked;
        remaining = length;
        Length = isChunked ? null : length;
    }

    /// <summary>No body.</summary>
    internal static RequestBody Empty => new(Stream.Null, 0, isChunked: false);

    /// <summary>How long it is; null when only its end will tell.</summary>
    internal long? Length { get; }

    /// <summary>The body that the headers announce.</summary>
    internal static RequestBody Of(Stream wire, HttpRequest request) =>
        request.Header("Transfer-Encoding").Equals("chunked", StringComparison.OrdinalIgnoreCase)
            ? new RequestBody(wire, 0, isChunked: true)
            : new RequestBody(wire, long.TryParse(request.Header("Content-Length"), out var length) ? length : 0, isChunked: false);

    /// <summary>Reads it to its end, and writes it until the target takes no more.</summary>
    /// <exception cref="EndOfStreamException">The client stopped in the middle.</exception>
    internal void CopyTo(Stream target)
    {
        var buffer = new byte[16384];
        var takes = true;
        while (remaining > 0 || NextChunk())
        {
            var read = wire.Read(buffer, 0, (int)Math.Min(buffer.Length, remaining));
            if (read == 0)
            {
                throw new EndOfStreamException("the client stopped in the middle of a request");
            }
            remaining -= read;
            takes = takes && Write(target, buffer.AsSpan(0, read));
            if (remaining == 0 && isChunked)
            {
                HttpRequest.Line(wire);
            }
        }
    }

    private bool NextChunk()
    {
        if (!isChunked || isAtEnd)
        {
            return false;
        }
        var line = HttpRequest.Line(wire) ?? throw new EndOfStreamException("the client stopped between two chunks");
        remaining = long.Parse(line.Split(';')[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        isAtEnd = remaining == 0;
        while (isAtEnd && HttpRequest.Line(wire) is { Length: > 0 })
        {
            // Trailers, which nobody here sends.
        }
        return !isAtEnd;
    }

    // A program that ended without reading everything has said all it wanted to.
    private static bool Write(Stream target, ReadOnlySpan<byte> bytes)
    {
        try
        {
            target.Write(bytes);
            target.Flush();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
