namespace GitSwarm.TestKit;

/// <summary>How a client reaches a <see cref="TestRemote"/>.</summary>
public enum RemoteTransport
{
    /// <summary>A <c>file://</c> address: the client starts the server's half itself.</summary>
    File,

    /// <summary><c>git daemon</c>, which knows nobody and lets everybody write.</summary>
    Daemon,

    /// <summary><c>git http-backend</c> with basic authentication.</summary>
    Http,

    /// <summary>OpenSSH's server with a key.</summary>
    Ssh,
}
