using System.Net;
using System.Net.Sockets;

namespace GitSwarm.TestKit;

/// <summary>Stands between clients and a server on the loopback interface, to take the server away at a chosen moment.</summary>
public sealed class CuttingProxy : IDisposable
{
    private readonly Lock gate = new();
    private readonly IPEndPoint target;
    private readonly List<ProxyConnection> connections = [];
    private readonly long[] passed = new long[2];

    // Bound and never listening: connecting is refused while there is no listener, and nobody else gets the port.
    private readonly Socket place = NewSocket();
    private Socket? listener;
    private ProxyMode mode = ProxyMode.Refuse;
    private ProxyCut? cut;
    private int accepted;

    /// <param name="targetPort">Where the server listens.</param>
    public CuttingProxy(int targetPort)
    {
        target = new IPEndPoint(IPAddress.Loopback, targetPort);
        place.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Port = ((IPEndPoint)place.LocalEndPoint!).Port;
        LetThrough();
    }

    /// <summary>Where clients connect.</summary>
    public int Port { get; }

    /// <summary>What happens with connections now; a cut that came true has changed it.</summary>
    public ProxyMode Mode
    {
        get
        {
            lock (gate)
            {
                return mode;
            }
        }
    }

    /// <summary>How many connections were accepted so far.</summary>
    public int Accepted => Volatile.Read(ref accepted);

    /// <summary>How many bytes went that way so far, over all connections.</summary>
    public long Passed(ProxyDirection direction)
    {
        lock (gate)
        {
            return passed[(int)direction];
        }
    }

    /// <summary>From now on everything passes, and a cut that was to come does not.</summary>
    public void LetThrough() => Become(ProxyMode.LetThrough);

    /// <summary>Closes all connections and refuses new ones.</summary>
    public void Refuse() => Become(ProxyMode.Refuse);

    /// <summary>From now on nothing passes, in old connections and in new ones, and none is closed.</summary>
    public void Swallow() => Become(ProxyMode.Swallow);

    /// <summary>Takes the server away after so many more bytes went one way, over all connections.</summary>
    /// <param name="bytes">How many still pass; 0 cuts at the first byte.</param>
    /// <param name="direction">Which ones are counted.</param>
    /// <param name="then">How it is gone, until <see cref="LetThrough"/>: closed, or silent.</param>
    public void CutAfter(long bytes, ProxyDirection direction, ProxyMode then = ProxyMode.Refuse)
    {
        lock (gate)
        {
            Become(ProxyMode.LetThrough);
            cut = new ProxyCut(bytes, direction, then);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Refuse();
        place.Dispose();
    }

    /// <summary>How many of the bytes that came may pass; fewer than came means that the connection passes nothing more.</summary>
    internal int Admit(ProxyDirection direction, int bytes)
    {
        lock (gate)
        {
            var admitted =
                mode != ProxyMode.LetThrough ? 0
                : cut?.Direction == direction ? (int)Math.Min(bytes, cut.Remaining)
                : bytes;
            passed[(int)direction] += admitted;
            if (cut?.Direction == direction)
            {
                cut = cut with { Remaining = cut.Remaining - admitted };
            }
            return admitted;
        }
    }

    /// <summary>Called when admitted bytes are on their way: it may be the moment to cut.</summary>
    internal void AfterSending(ProxyDirection direction)
    {
        lock (gate)
        {
            if (cut is { Remaining: 0, Then: var then } && cut.Direction == direction)
            {
                Become(then);
            }
        }
    }

    /// <summary>Called at the end of a connection.</summary>
    internal void Forget(ProxyConnection connection)
    {
        lock (gate)
        {
            connections.Remove(connection);
        }
    }

    private void Become(ProxyMode wanted)
    {
        lock (gate)
        {
            cut = null;
            // Those that were swallowed have lost bytes, and cannot go on.
            if (wanted == ProxyMode.Refuse || (mode == ProxyMode.Swallow && wanted == ProxyMode.LetThrough))
            {
                connections.ForEach(connection => connection.Close());
                connections.Clear();
            }
            mode = wanted;
            if (wanted == ProxyMode.Refuse)
            {
                listener?.Dispose();
                listener = null;
            }
            else
            {
                listener ??= Listen();
            }
        }
    }

    private Socket Listen()
    {
        var socket = NewSocket();
        socket.Bind(new IPEndPoint(IPAddress.Loopback, Port));
        socket.Listen(100);
        new Thread(() => Accept(socket)) { IsBackground = true, Name = "proxy" }.Start();
        return socket;
    }

    private void Accept(Socket socket)
    {
        try
        {
            while (true)
            {
                Take(socket.Accept());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Nobody is let in for now.
        }
    }

    private void Take(Socket client)
    {
        lock (gate)
        {
            if (mode == ProxyMode.Refuse)
            {
                client.Dispose();
                return;
            }
            Interlocked.Increment(ref accepted);
            var connection = new ProxyConnection(this, client);
            connections.Add(connection);
            if (mode == ProxyMode.LetThrough)
            {
                connection.Start(NewSocket(), target);
            }
        }
    }

    private static Socket NewSocket() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
}
