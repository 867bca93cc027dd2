using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GitSwarm.Tests.Plugin;

/// <summary>An endpoint on this machine that answers every request to a model with an error, and keeps what was asked.</summary>
internal sealed class RefusingModel : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly List<string> asked = [];

    public RefusingModel()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Port = ((IPEndPoint)free.LocalEndpoint).Port;
        }
        listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
        listener.Start();
        new Thread(Serve) { IsBackground = true }.Start();
    }

    public int Port { get; }

    /// <summary>The bodies of the requests so far.</summary>
    public string Asked
    {
        get
        {
            lock (asked)
            {
                return string.Join('\n', asked);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => listener.Close();

    private void Serve()
    {
        try
        {
            while (true)
            {
                var context = listener.GetContext();
                using (var reader = new StreamReader(context.Request.InputStream))
                {
                    var body = reader.ReadToEnd();
                    lock (asked)
                    {
                        asked.Add(body);
                    }
                }
                context.Response.StatusCode = 400;
                context.Response.ContentType = "application/json";
                context.Response.Close(
                    Encoding.UTF8.GetBytes("""{"type":"error","error":{"type":"invalid_request_error","message":"no model here"}}"""),
                    willBlock: false
                );
            }
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // The test is over.
        }
    }
}
