using System.Net;
using System.Net.Sockets;

namespace GitSwarm.TestKit;

/// <summary>A client's connection to a <see cref="CuttingProxy"/>, and the one to the server that belongs to it.</summary>
/// <remarks>A thread for each direction: those of the pool may all be waiting for a git that waits for this connection.</remarks>
internal sealed class ProxyConnection(CuttingProxy proxy, Socket client)
{
    private Socket? server;
    private int directions = 2;

    /// <summary>Connects to the server and begins to pass bytes.</summary>
    internal void Start(Socket socket, IPEndPoint target)
    {
        server = socket;
        new Thread(() => Run(target)) { IsBackground = true, Name = "proxy to server" }.Start();
    }

    /// <summary>Closes both sides.</summary>
    internal void Close()
    {
        Close(client);
        Close(server);
    }

    private void Run(IPEndPoint target)
    {
        try
        {
            server!.Connect(target);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            Close();
            proxy.Forget(this);
            return;
        }
        new Thread(() => Pass(server, client, ProxyDirection.ToClient)) { IsBackground = true, Name = "proxy to client" }.Start();
        Pass(client, server, ProxyDirection.ToServer);
    }

    private void Pass(Socket from, Socket to, ProxyDirection direction)
    {
        try
        {
            var buffer = new byte[16384];
            for (var read = from.Receive(buffer); read > 0; read = from.Receive(buffer))
            {
                var admitted = proxy.Admit(direction, read);
                Send(to, buffer.AsSpan(0, admitted));
                proxy.AfterSending(direction);
                if (admitted < read)
                {
                    return;
                }
            }
            if (proxy.Mode == ProxyMode.LetThrough)
            {
                // Only this direction has ended; git says "done" that way and still reads.
                to.Shutdown(SocketShutdown.Send);
                Finish();
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            if (proxy.Mode == ProxyMode.LetThrough)
            {
                Close();
                proxy.Forget(this);
            }
        }
    }

    private void Finish()
    {
        if (Interlocked.Decrement(ref directions) == 0)
        {
            Close();
            proxy.Forget(this);
        }
    }

    private static void Send(Socket to, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[to.Send(bytes)..];
        }
    }

    private static void Close(Socket? socket)
    {
        try
        {
            // What was sent still arrives; closing alone could take it back.
            socket?.Shutdown(SocketShutdown.Both);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It was not connected, or is no more.
        }
        socket?.Dispose();
    }
}
