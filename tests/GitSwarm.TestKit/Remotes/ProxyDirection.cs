namespace GitSwarm.TestKit;

/// <summary>Which way bytes go through a <see cref="CuttingProxy"/>.</summary>
public enum ProxyDirection
{
    /// <summary>What the client sends; a pack that is pushed.</summary>
    ToServer,

    /// <summary>What the server answers; a pack that is fetched.</summary>
    ToClient,
}
