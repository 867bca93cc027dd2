using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GitSwarm.Tests.Agents.Servers;

/// <summary>A request as it came.</summary>
internal sealed record Asked(
    string Method,
    string Path,
    string Body,
    string? Session,
    string? Protocol,
    string? Authorization,
    string Accept
);

/// <summary>A real HTTP server on this machine, which answers as it is told.</summary>
internal sealed class WebServer : IDisposable
{
    private readonly HttpListener listener;
    private readonly string behaviour;
    private readonly List<Asked> asked = [];

    internal WebServer(string behaviour)
    {
        this.behaviour = behaviour;
        (listener, Port) = Listen();
        var thread = new Thread(Serve) { IsBackground = true };
        thread.Start();
    }

    internal int Port { get; }

    internal IReadOnlyList<Asked> Asked
    {
        get
        {
            lock (asked)
            {
                return [.. asked];
            }
        }
    }

    public void Dispose() => listener.Close();

    // The port may be taken by another between the two.
    private static (HttpListener, int) Listen()
    {
        for (var times = 0; ; times++)
        {
            using var free = new TcpListener(IPAddress.Loopback, 0);
            free.Start();
            var port = ((IPEndPoint)free.LocalEndpoint).Port;
            free.Stop();
            var own = new HttpListener { Prefixes = { $"http://127.0.0.1:{port}/" } };
            try
            {
                own.Start();
                return (own, port);
            }
            catch (HttpListenerException) when (times < 20)
            {
                own.Close();
            }
        }
    }

    private void Serve()
    {
        try
        {
            while (true)
            {
                Answer(listener.GetContext());
            }
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // The test is over, or who asked went away.
        }
    }

    private void Answer(HttpListenerContext call)
    {
        var body = new StreamReader(call.Request.InputStream).ReadToEnd();
        var headers = call.Request.Headers;
        lock (asked)
        {
            asked.Add(
                new Asked(
                    call.Request.HttpMethod,
                    call.Request.Url!.AbsolutePath,
                    body,
                    headers["Mcp-Session-Id"],
                    headers["MCP-Protocol-Version"],
                    headers["Authorization"],
                    headers["Accept"] ?? ""
                )
            );
        }
        var isInitialize = body.Contains("\"initialize\"", StringComparison.Ordinal);
        var response = call.Response;
        switch (behaviour)
        {
            case "hangs":
                return;
            case "moved" when call.Request.Url!.AbsolutePath == "/mcp":
                Close(response, 307, "", "text/plain", "/mcp/");
                return;
            case "elsewhere":
                Close(response, 307, "", "text/plain", "http://localhost:1/");
                return;
            case "401" or "403" or "404":
                Close(response, int.Parse(behaviour), "s3cret-value is wrong", "text/plain");
                return;
            case "late 401" when !isInitialize:
                Close(response, 401, "", "text/plain");
                return;
            case "garbage":
                Close(response, 200, "<html>Welcome</html>", "application/json");
                return;
            case "huge":
                Close(response, 200, new string(' ', 3_000_000), "application/json");
                return;
        }
        if (isInitialize)
        {
            response.Headers["Mcp-Session-Id"] = "session-7";
            Result(response, 1, """{"protocolVersion":"2025-03-26","capabilities":{}}""");
        }
        else if (body.Contains("\"tools/list\"", StringComparison.Ordinal))
        {
            Result(response, 2, behaviour == "bare" ? """{"tools":[]}""" : """{"tools":[{"name":"query"}]}""");
        }
        else
        {
            Close(response, 202, "", "text/plain");
        }
    }

    private void Result(HttpListenerResponse response, int id, string result)
    {
        var message = $$"""{"jsonrpc":"2.0","id":{{id}},"result":{{result}}}""";
        if (behaviour != "events")
        {
            Close(response, 200, message, "application/json; charset=utf-8");
            return;
        }
        // A stream that stays open after the answer, with another message before it, and the answer over two lines.
        response.ContentType = "text/event-stream";
        response.SendChunked = true;
        var cut = message.IndexOf(',', StringComparison.Ordinal) + 1;
        Write(
            response,
            $": hello\r\n\r\nevent: message\r\ndata: {{\"jsonrpc\":\"2.0\",\"id\":{id},\"method\":\"ping\"}}\r\n\r\nid: 5\r\ndata:{message[..cut]}\r\n"
        );
        Write(response, $"data: {message[cut..]}\r\n\r\n");
    }

    private static void Write(HttpListenerResponse response, string text)
    {
        response.OutputStream.Write(Encoding.UTF8.GetBytes(text));
        response.OutputStream.Flush();
    }

    private static void Close(HttpListenerResponse response, int status, string text, string type, string? location = null)
    {
        response.StatusCode = status;
        response.ContentType = type;
        if (location is not null)
        {
            response.Headers["Location"] = location;
        }
        try
        {
            response.Close(Encoding.UTF8.GetBytes(text), willBlock: true);
        }
        catch (HttpListenerException)
        {
            // Who asked has heard enough.
        }
    }
}
