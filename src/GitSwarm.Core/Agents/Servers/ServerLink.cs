using System.Text.Json;

namespace GitSwarm.Agents.Servers;

/// <summary>A way to talk to a server for the time of one look.</summary>
internal abstract class ServerLink : IAsyncDisposable
{
    /// <summary>Bytes a server may say in all; nobody needs as many to list tools.</summary>
    public const int MostBytes = 1 << 20;

    /// <summary>The trouble with one that says more.</summary>
    public static ServerTrouble TooMuch() => new("it said more than 1 MiB");

    /// <summary>Sends a request and waits for its answer.</summary>
    /// <param name="request">The message.</param>
    /// <param name="id">Its id.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="ServerTrouble">There will be no answer.</exception>
    public abstract Task<JsonElement> Ask(byte[] request, int id, CancellationToken stop);

    /// <summary>Sends a message nobody answers.</summary>
    public abstract Task Tell(byte[] message, CancellationToken stop);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
