namespace GitSwarm.TestKit;

/// <summary>What a client has to show to a <see cref="TestRemote"/> that asks who it is.</summary>
public enum ClientCredential
{
    /// <summary>What the server knows.</summary>
    Right,

    /// <summary>A password or a key that the server does not know.</summary>
    Wrong,

    /// <summary>Nothing.</summary>
    None,
}
