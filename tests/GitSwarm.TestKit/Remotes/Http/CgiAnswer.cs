using System.Globalization;
using System.Text;

namespace GitSwarm.TestKit;

/// <summary>What a CGI program writes: headers, an empty line, a body.</summary>
internal sealed class CgiAnswer(Stream output)
{
    /// <summary>Passes it on as an HTTP response in chunks.</summary>
    /// <exception cref="IOException">The program ended without a word, or the client went away.</exception>
    internal void CopyTo(Stream wire)
    {
        using var buffered = new BufferedStream(output);
        var status = "200 OK";
        var head = new StringBuilder();
        while (HttpRequest.Line(buffered) is { Length: > 0 } line)
        {
            var value = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
            if (line.StartsWith("Status:", StringComparison.OrdinalIgnoreCase))
            {
                status = value;
            }
            else if (!line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            {
                head.Append(line).Append("\r\n");
            }
        }
        if (head.Length == 0)
        {
            throw new IOException("git http-backend said nothing");
        }
        wire.Write(Encoding.Latin1.GetBytes($"HTTP/1.1 {status}\r\n{head}Transfer-Encoding: chunked\r\n\r\n"));
        var buffer = new byte[16384];
        for (var read = buffered.Read(buffer); read > 0; read = buffered.Read(buffer))
        {
            wire.Write(Encoding.ASCII.GetBytes(read.ToString("x", CultureInfo.InvariantCulture) + "\r\n"));
            wire.Write(buffer.AsSpan(0, read));
            wire.Write("\r\n"u8);
        }
        wire.Write("0\r\n\r\n"u8);
    }
}
