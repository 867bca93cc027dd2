using System.Text;

namespace GitSwarm.TestKit;

/// <summary>One request as it came over the wire.</summary>
internal sealed class HttpRequest
{
    private readonly Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);

    private HttpRequest(string method, string target)
    {
        Method = method;
        var query = target.IndexOf('?', StringComparison.Ordinal);
        Path = Uri.UnescapeDataString(query < 0 ? target : target[..query]);
        Query = query < 0 ? "" : target[(query + 1)..];
    }

    /// <summary><c>GET</c> or <c>POST</c>.</summary>
    internal string Method { get; }

    /// <summary>The path asked for, decoded.</summary>
    internal string Path { get; }

    /// <summary>What follows the question mark.</summary>
    internal string Query { get; }

    /// <summary>The headers by name, in any case.</summary>
    internal IReadOnlyDictionary<string, string> Headers => headers;

    /// <summary>What was sent after the headers.</summary>
    internal RequestBody Body { get; private set; } = RequestBody.Empty;

    /// <summary>Reads a request up to its body; null when there is none.</summary>
    internal static HttpRequest? Read(Stream wire)
    {
        if (Line(wire)?.Split(' ') is not [var method, var target, _])
        {
            return null;
        }
        var request = new HttpRequest(method, target);
        while (Line(wire) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                request.headers[line[..colon]] = line[(colon + 1)..].Trim();
            }
        }
        request.Body = RequestBody.Of(wire, request);
        return request;
    }

    /// <summary>A header's value, or an empty text.</summary>
    internal string Header(string name) => headers.GetValueOrDefault(name, "");

    /// <summary>Reads a line without its end; null at the end of the stream.</summary>
    internal static string? Line(Stream wire)
    {
        var text = new StringBuilder();
        for (var next = wire.ReadByte(); next != '\n'; next = wire.ReadByte())
        {
            if (next < 0)
            {
                return text.Length > 0 ? text.ToString() : null;
            }
            text.Append((char)next);
        }
        return text.ToString().TrimEnd('\r');
    }
}
