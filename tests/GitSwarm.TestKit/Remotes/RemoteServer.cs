namespace GitSwarm.TestKit;

/// <summary>What stands between the clients and the bare repository.</summary>
internal abstract class RemoteServer : IDisposable
{
    /// <summary>Where it listens on the loopback interface; 0 if it does not.</summary>
    internal abstract int Port { get; }

    /// <summary>What clients need in their environment.</summary>
    internal virtual IReadOnlyDictionary<string, string> Variables { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What it said so far.</summary>
    internal virtual string Log => "";

    /// <summary>The address of the repository when the server is reached at a port.</summary>
    internal abstract string UrlAt(int port);

    /// <summary>Gives a client something to show.</summary>
    internal virtual void Give(ClientCredential credential, Sandbox client, string url)
    {
        if (credential != ClientCredential.Right)
        {
            throw new NotSupportedException($"{url} asks nobody who they are");
        }
    }

    /// <summary>Offers the service of pushing or refuses it, before anything is sent.</summary>
    internal abstract void OfferPushes(bool offered);

    /// <inheritdoc/>
    public abstract void Dispose();
}
