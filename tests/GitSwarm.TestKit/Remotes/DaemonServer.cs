namespace GitSwarm.TestKit;

/// <summary>A running <c>git daemon</c>.</summary>
internal sealed class DaemonServer : RemoteServer
{
    private readonly ServerFolder folder;
    private readonly ServerProcess process;

    internal DaemonServer(ServerFolder folder)
    {
        this.folder = folder;
        (process, Port) = FreePort.Start(Start, ready: "Ready to rumble", taken: "unable to allocate any listen sockets");
    }

    /// <inheritdoc/>
    internal override int Port { get; }

    /// <inheritdoc/>
    internal override string Log => process.Log;

    /// <inheritdoc/>
    internal override string UrlAt(int port) => $"git://127.0.0.1:{port}/{Path.GetFileName(folder.Repository)}";

    /// <inheritdoc/>
    internal override void OfferPushes(bool offered) => folder.Configure("daemon.receivepack", offered ? "true" : "false");

    /// <inheritdoc/>
    public override void Dispose() => process.Dispose();

    private ServerProcess Start(int port)
    {
        string[] arguments =
        [
            "--verbose",
            "--reuseaddr",
            "--listen=127.0.0.1",
            $"--port={port}",
            "--export-all",
            "--enable=receive-pack",
            "--base-path=" + folder.Path,
            folder.Path,
        ];
        return new ServerProcess(Path.Combine(folder.Programs, "git-daemon"), arguments, folder);
    }
}
