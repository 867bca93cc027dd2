using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GitSwarm.TestKit;

/// <summary>A small web server in this process that asks for a password and passes everything on to <c>git http-backend</c>.</summary>
/// <remarks>A thread for each connection: those of the pool may all be waiting for a git that waits for this server.</remarks>
internal sealed class HttpServer : RemoteServer
{
    private readonly ServerFolder folder;
    private readonly GitBackend backend;
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly HashSet<Socket> open = [];
    private bool isDisposed;

    internal HttpServer(ServerFolder folder)
    {
        this.folder = folder;
        backend = new GitBackend(folder);
        listener.Start(100);
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        new Thread(Accept) { IsBackground = true, Name = "HTTP" }.Start();
    }

    /// <inheritdoc/>
    internal override int Port { get; }

    /// <inheritdoc/>
    internal override string Log => backend.Log;

    /// <inheritdoc/>
    internal override string UrlAt(int port) => $"http://127.0.0.1:{port}/{Path.GetFileName(folder.Repository)}";

    /// <inheritdoc/>
    internal override void OfferPushes(bool offered) => folder.Configure("http.receivepack", offered ? "true" : "false");

    /// <inheritdoc/>
    internal override void Give(ClientCredential credential, Sandbox client, string url)
    {
        var address = new Uri(url).GetLeftPart(UriPartial.Authority);
        var name = $"credential.{address}.helper";
        var file = client.Path($"credentials-{new Uri(url).Port}");
        File.Delete(file);
        if (credential == ClientCredential.None)
        {
            client.Run("git", ["config", "--global", "--unset-all", name]);
            return;
        }
        var password = credential == ClientCredential.Right ? TestRemote.Password : "not " + TestRemote.Password;
        var line = $"http://{TestRemote.UserName}:{Uri.EscapeDataString(password)}@{new Uri(url).Authority}\n";
        File.WriteAllText(file, line);
        client.Git(client.Root, "config", "--global", "--replace-all", name, $"store --file='{file}'");
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        Socket[] left;
        lock (open)
        {
            isDisposed = true;
            left = [.. open];
        }
        listener.Dispose();
        Array.ForEach(left, socket => socket.Dispose());
        backend.Dispose();
    }

    private void Accept()
    {
        try
        {
            while (true)
            {
                var socket = listener.AcceptSocket();
                lock (open)
                {
                    if (isDisposed)
                    {
                        socket.Dispose();
                        return;
                    }
                    open.Add(socket);
                }
                new Thread(() => Serve(socket)) { IsBackground = true, Name = "HTTP connection" }.Start();
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Disposed of.
        }
    }

    private void Serve(Socket socket)
    {
        try
        {
            using var wire = new NetworkStream(socket, ownsSocket: true);
            using var input = new BufferedStream(wire);
            while (HttpRequest.Read(input) is { } request && Answer(request, wire))
            {
                // The connection is kept for the next request.
            }
        }
        catch (Exception e)
        {
            // Mostly a client that went away. Whatever it is, it must not end the process of the tests.
            backend.Note(e.Message);
        }
        finally
        {
            lock (open)
            {
                open.Remove(socket);
            }
        }
    }

    private bool Answer(HttpRequest request, Stream wire)
    {
        if (request.Header("Expect").Contains("100-continue", StringComparison.OrdinalIgnoreCase))
        {
            wire.Write("HTTP/1.1 100 Continue\r\n\r\n"u8);
        }
        if (request.Header("Authorization") == Expected)
        {
            return backend.Answer(request, TestRemote.UserName, wire);
        }
        request.Body.CopyTo(Stream.Null);
        wire.Write("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0\r\n\r\n"u8);
        return true;
    }

    private static string Expected =>
        "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{TestRemote.UserName}:{TestRemote.Password}"));
}
