using System.Net;
using System.Net.Sockets;

namespace GitSwarm.TestKit;

/// <summary>Starts servers that must be told their port.</summary>
internal static class FreePort
{
    private const int Attempts = 20;

    /// <summary>Starts one on a port that was free a moment ago, and on another one if somebody was quicker.</summary>
    /// <param name="start">Starts it on a port.</param>
    /// <param name="ready">What it says once it listens.</param>
    /// <param name="taken">What it says if it cannot have the port.</param>
    internal static (ServerProcess Process, int Port) Start(Func<int, ServerProcess> start, string ready, string taken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var port = Choose();
            var process = start(port);
            var isReady = false;
            try
            {
                isReady = process.Says(ready);
                if (isReady)
                {
                    return (process, port);
                }
                if (attempt == Attempts || !process.Log.Contains(taken, StringComparison.Ordinal))
                {
                    throw new InvalidOperationException($"a server did not start: {process.Log}");
                }
            }
            finally
            {
                if (!isReady)
                {
                    process.Dispose();
                }
            }
        }
    }

    private static int Choose()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
