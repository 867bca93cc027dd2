namespace GitSwarm.TestKit;

/// <summary>No server: clients start git's programs in the repository themselves.</summary>
internal sealed class FileServer(ServerFolder folder) : RemoteServer
{
    /// <inheritdoc/>
    internal override int Port => 0;

    /// <inheritdoc/>
    internal override string UrlAt(int port) => "file://" + folder.Repository;

    /// <inheritdoc/>
    internal override void OfferPushes(bool offered)
    {
        if (!offered)
        {
            throw new NotSupportedException("nobody stands between a client and a file:// address; use RefusePushes");
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        // What clients start, they wait for.
    }
}
