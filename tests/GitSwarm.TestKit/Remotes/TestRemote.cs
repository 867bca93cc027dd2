namespace GitSwarm.TestKit;

/// <summary>A bare repository that clients reach over a real transport, in the directory of a sandbox.</summary>
/// <remarks>
/// Whatever serves it is dead after <see cref="Dispose"/>. What the server allows is set with the methods of
/// <see cref="RemotePolicies"/>.
/// </remarks>
public sealed class TestRemote : IDisposable
{
    /// <summary>Who clients are over HTTP.</summary>
    public const string UserName = "tester";

    /// <summary>Their password.</summary>
    public const string Password = "open sesame";

    private readonly CuttingProxy? barrier;

    private TestRemote(Sandbox sandbox, RemoteTransport transport, ServerFolder folder, RemoteServer server, CuttingProxy? proxy)
    {
        Sandbox = sandbox;
        Transport = transport;
        Folder = folder;
        Server = server;
        barrier = proxy;
        Url = server.UrlAt(proxy?.Port ?? server.Port);
        Give(ClientCredential.Right);
    }

    /// <summary>What <c>git remote add</c> gets.</summary>
    public string Url { get; }

    /// <summary>The bare repository.</summary>
    public string Path => Folder.Repository;

    /// <summary>How clients reach it.</summary>
    public RemoteTransport Transport { get; }

    /// <summary>What clients need in their environment besides the sandbox's; only ssh needs something.</summary>
    public IReadOnlyDictionary<string, string> Variables => Server.Variables;

    /// <summary>What clients go through, where the remote was started so.</summary>
    public CuttingProxy Proxy => barrier ?? throw new InvalidOperationException($"{Url} was started without a proxy");

    /// <summary>What the server said, for the message of a test that fails.</summary>
    public string Log => Server.Log;

    /// <summary>Every ref of the repository with its id, also those that clients are not shown.</summary>
    public IReadOnlyDictionary<string, string> Refs =>
        Git("for-each-ref", "--format=%(refname) %(objectname)")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);

    /// <summary>The sandbox of the first client.</summary>
    internal Sandbox Sandbox { get; }

    /// <summary>What is between the clients and the repository.</summary>
    internal RemoteServer Server { get; }

    /// <summary>The directory of the server.</summary>
    internal ServerFolder Folder { get; }

    /// <summary>Makes an empty repository and serves it. The sandbox's programs get in.</summary>
    /// <param name="sandbox">Where it is put, and whose git serves it.</param>
    /// <param name="transport">How clients reach it.</param>
    /// <param name="name">The name of its directory.</param>
    /// <param name="format">What kind of repository it is.</param>
    /// <param name="behindProxy">Whether clients go through <see cref="Proxy"/>; not over <c>file://</c>.</param>
    public static TestRemote Start(
        Sandbox sandbox,
        RemoteTransport transport,
        string name = "hub",
        RepositoryFormat format = RepositoryFormat.Files,
        bool behindProxy = false
    )
    {
        if (behindProxy && transport == RemoteTransport.File)
        {
            throw new ArgumentException("a file:// address has no connection to cut", nameof(behindProxy));
        }
        var folder = new ServerFolder(sandbox, name, format);
        RemoteServer server = transport switch
        {
            RemoteTransport.File => new FileServer(folder),
            RemoteTransport.Daemon => new DaemonServer(folder),
            RemoteTransport.Http => new HttpServer(folder),
            RemoteTransport.Ssh => new SshServer(folder),
            _ => throw new ArgumentOutOfRangeException(nameof(transport)),
        };
        CuttingProxy? proxy = null;
        try
        {
            proxy = behindProxy ? new CuttingProxy(server.Port) : null;
            return new TestRemote(sandbox, transport, folder, server, proxy);
        }
        catch
        {
            proxy?.Dispose();
            server.Dispose();
            throw;
        }
    }

    /// <summary>Runs git in the repository, as the server.</summary>
    public string Git(params string[] arguments) => Folder.RunGit(Path, arguments);

    /// <summary>Gives a client something to show: over HTTP in its global configuration, over ssh a key (the same for all).</summary>
    /// <param name="credential">What; anything but the right one only where somebody asks, over HTTP and ssh.</param>
    /// <param name="client">Another sandbox whose programs are to get in; this remote's own if null.</param>
    public void Give(ClientCredential credential, Sandbox? client = null) => Server.Give(credential, client ?? Sandbox, Url);

    /// <inheritdoc/>
    public void Dispose()
    {
        barrier?.Dispose();
        Server.Dispose();
    }
}
