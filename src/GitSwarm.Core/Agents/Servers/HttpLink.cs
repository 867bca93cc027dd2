using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using GitSwarm.Clients;

namespace GitSwarm.Agents.Servers;

/// <summary>A server that is reached by an address, one POST for each message (streamable HTTP).</summary>
/// <remarks>Cookies are not kept, and redirections followed to the same host only: headers may be secrets.</remarks>
internal sealed class HttpLink(ServerConfig config) : ServerLink
{
    private const string SessionHeader = "Mcp-Session-Id";
    private const string ProtocolHeader = "MCP-Protocol-Version";
    private const string Events = "text/event-stream";
    private const int MostRedirections = 3;

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };
    private Uri address = config.Address!;
    private string? session;
    private string? protocol;
    private int total;

    /// <inheritdoc/>
    public override async Task<JsonElement> Ask(byte[] request, int id, CancellationToken stop)
    {
        try
        {
            using var response = await Post(request, stop);
            await using var body = await response.Content.ReadAsStreamAsync(stop);
            var answer =
                response.Content.Headers.ContentType?.MediaType == Events
                    ? await EventStream.Answer(() => Piece(body, stop), id)
                    : ServerMessages.Answer(await Whole(body, stop), id);
            protocol ??= answer?.Field("result")?.Text("protocolVersion");
            return answer ?? throw new ServerTrouble("its answer is none of the protocol");
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw Unreached(error);
        }
    }

    /// <inheritdoc/>
    public override async Task Tell(byte[] message, CancellationToken stop)
    {
        try
        {
            using var response = await Post(message, stop);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw Unreached(error);
        }
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        try
        {
            if (session is not null)
            {
                using var time = new CancellationTokenSource(Farewell);
                using var request = Request(HttpMethod.Delete);
                using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, time.Token);
            }
        }
        catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException)
        {
            // Servers end sessions by themselves, too.
        }
        client.Dispose();
    }

    private async Task<HttpResponseMessage> Post(byte[] message, CancellationToken stop)
    {
        for (var times = 0; ; times++)
        {
            using var request = Request(HttpMethod.Post);
            request.Content = new ByteArrayContent(message) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            if (response.IsSuccessStatusCode)
            {
                session ??= response.Headers.TryGetValues(SessionHeader, out var ids) ? ids.First() : null;
                return response;
            }
            using (response)
            {
                if (times == MostRedirections || !Redirect(response))
                {
                    throw Refused(response.StatusCode);
                }
            }
        }
    }

    private HttpRequestMessage Request(HttpMethod method)
    {
        var request = new HttpRequestMessage(method, address);
        request.Headers.Accept.ParseAdd("application/json");
        request.Headers.Accept.ParseAdd(Events);
        (string Name, string? Value)[] own = [(SessionHeader, session), (ProtocolHeader, protocol)];
        foreach (var (name, value) in config.Headers.Select(h => (h.Key, (string?)h.Value)).Concat(own))
        {
            if (value is not null)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }
        return request;
    }

    /// <summary>Goes where the server says the same message belongs, where that is the same server.</summary>
    private bool Redirect(HttpResponseMessage response)
    {
        if (
            response.StatusCode is not (HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)
            || response.Headers.Location is not { } location
            || new Uri(address, location) is not { } there
            || (there.Scheme, there.Authority) != (address.Scheme, address.Authority)
        )
        {
            return false;
        }
        address = there;
        return true;
    }

    private async ValueTask<ReadOnlyMemory<byte>> Piece(Stream body, CancellationToken stop)
    {
        var chunk = new byte[16 << 10];
        var read = await body.ReadAsync(chunk, stop);
        total += read;
        return total > MostBytes ? throw TooMuch() : chunk.AsMemory(0, read);
    }

    private async Task<byte[]> Whole(Stream body, CancellationToken stop)
    {
        using var all = new MemoryStream();
        while (await Piece(body, stop) is { Length: > 0 } piece)
        {
            all.Write(piece.Span);
        }
        return all.ToArray();
    }

    private static ServerTrouble Refused(HttpStatusCode status) =>
        status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
            ? new ServerTrouble($"not authenticated: it answered with status {(int)status}", isAuthenticated: false)
            : new ServerTrouble($"it answered with status {(int)status}");

    private static ServerTrouble Unreached(Exception error) =>
        (error as HttpRequestException)?.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => new ServerTrouble("its host is not known"),
            HttpRequestError.SecureConnectionError => new ServerTrouble("no secure connection to it can be made"),
            HttpRequestError.ConnectionError => new ServerTrouble("it cannot be reached"),
            _ => new ServerTrouble("it broke the connection off"),
        };
}
