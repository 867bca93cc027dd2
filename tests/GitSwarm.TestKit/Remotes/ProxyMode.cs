namespace GitSwarm.TestKit;

/// <summary>What a <see cref="CuttingProxy"/> does with connections.</summary>
public enum ProxyMode
{
    /// <summary>Everything passes.</summary>
    LetThrough,

    /// <summary>Nobody listens, and what was open is closed: the server is gone.</summary>
    Refuse,

    /// <summary>Connections are accepted and nothing passes, neither bytes nor an end: the server hangs.</summary>
    Swallow,
}
