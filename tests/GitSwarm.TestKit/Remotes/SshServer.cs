namespace GitSwarm.TestKit;

/// <summary>A running sshd that lets the user of the tests in with a key made for it.</summary>
internal sealed class SshServer : RemoteServer
{
    private readonly ServerFolder folder;
    private readonly SshFiles files;
    private readonly ServerProcess process;

    internal SshServer(ServerFolder folder)
    {
        this.folder = folder;
        var sshd = TestTools.Find("sshd") ?? throw new InvalidOperationException(TestTools.Absence("sshd"));
        files = new SshFiles(folder);
        if (Environment.IsPrivilegedProcess)
        {
            // Debian's sshd locks its unprivileged half into it; the package leaves making it to the service.
            const UnixFileMode Everybody =
                UnixFileMode.UserRead
                | UnixFileMode.UserWrite
                | UnixFileMode.UserExecute
                | UnixFileMode.GroupRead
                | UnixFileMode.GroupExecute
                | UnixFileMode.OtherRead
                | UnixFileMode.OtherExecute;
            Directory.CreateDirectory("/run/sshd", Everybody);
        }
        (process, Port) = FreePort.Start(
            port => new ServerProcess(sshd, ["-D", "-e", "-f", files.WriteServerConfig(port)], folder),
            ready: "Server listening on",
            taken: "Address already in use"
        );
        Variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["GIT_SSH_COMMAND"] = files.Command };
    }

    /// <inheritdoc/>
    internal override int Port { get; }

    /// <inheritdoc/>
    internal override IReadOnlyDictionary<string, string> Variables { get; }

    /// <inheritdoc/>
    internal override string Log => process.Log;

    /// <inheritdoc/>
    internal override string UrlAt(int port) => $"ssh://{Environment.UserName}@127.0.0.1:{port}{folder.Repository}";

    /// <inheritdoc/>
    internal override void Give(ClientCredential credential, Sandbox client, string url) => files.WriteClientConfig(credential);

    /// <inheritdoc/>
    internal override void OfferPushes(bool offered) => files.Authorize(writing: offered);

    /// <inheritdoc/>
    public override void Dispose() => process.Dispose();
}
