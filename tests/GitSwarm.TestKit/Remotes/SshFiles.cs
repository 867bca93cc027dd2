namespace GitSwarm.TestKit;

/// <summary>Keys and configuration of an ssh server and its clients, all in one directory.</summary>
internal sealed class SshFiles
{
    private const string HostAlias = "test-remote";

    private const string ReadOnly = """
        #!/bin/sh
        case $SSH_ORIGINAL_COMMAND in
          *receive-pack*)
            echo "ERROR: this key may read only" >&2
            exit 1
            ;;
        esac
        exec /bin/sh -c "$SSH_ORIGINAL_COMMAND"

        """;

    private readonly ServerFolder folder;

    internal SshFiles(ServerFolder folder)
    {
        this.folder = folder;
        Directory.CreateDirectory(folder.In("ssh"));
        foreach (var key in new[] { "host", "client", "stranger" })
        {
            string[] arguments = ["-q", "-t", "ed25519", "-N", "", "-C", key, "-f", In(key)];
            var keygen = TestTools.Find("ssh-keygen") ?? throw new InvalidOperationException(TestTools.Absence("ssh-keygen"));
            folder.Run(keygen, arguments, folder.Path).OutputOrThrow("ssh-keygen");
        }
        File.WriteAllText(In("known_hosts"), $"{HostAlias} {PublicKey("host")}");
        Authorize(writing: true);
        WriteClientConfig(ClientCredential.Right);
    }

    /// <summary>The ssh that clients call: it reads nothing of the user's own.</summary>
    internal string Command => $"ssh -F '{In("client.conf")}'";

    /// <summary>Writes what sshd reads.</summary>
    /// <returns>The path.</returns>
    internal string WriteServerConfig(int port)
    {
        // sshd gives its children a new environment; the user's own home must not be in it. Only the first SetEnv counts.
        var variables = string.Join(' ', folder.Variables.Select(pair => $"\"{pair.Key}={pair.Value}\""));
        File.WriteAllText(
            In("sshd.conf"),
            $"""
            ListenAddress 127.0.0.1
            Port {port}
            HostKey "{In("host")}"
            AuthorizedKeysFile "{In("authorized_keys")}"
            PidFile none
            UsePAM no
            StrictModes no
            PermitRootLogin prohibit-password
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            PermitUserRC no
            PrintMotd no
            PrintLastLog no
            UseDNS no
            MaxStartups 200
            AcceptEnv GIT_PROTOCOL
            SetEnv {variables}

            """
        );
        return In("sshd.conf");
    }

    /// <summary>Writes what the clients' ssh reads.</summary>
    internal void WriteClientConfig(ClientCredential credential)
    {
        var key = credential switch
        {
            ClientCredential.Right => $"\"{In("client")}\"",
            ClientCredential.Wrong => $"\"{In("stranger")}\"",
            _ => "none",
        };
        File.WriteAllText(
            In("client.conf"),
            $"""
            IdentityFile {key}
            IdentitiesOnly yes
            IdentityAgent none
            UserKnownHostsFile "{In("known_hosts")}"
            GlobalKnownHostsFile none
            HostKeyAlias {HostAlias}
            StrictHostKeyChecking yes
            PreferredAuthentications publickey

            """
        );
    }

    /// <summary>Says what the clients' key opens.</summary>
    internal void Authorize(bool writing)
    {
        var script = In("read-only");
        if (!writing)
        {
            Script.Write(script, ReadOnly);
        }
        var options = writing ? "restrict" : $"restrict,command=\"{script}\"";
        File.WriteAllText(In("authorized_keys"), $"{options} {PublicKey("client")}");
    }

    private string In(string name) => folder.In("ssh", name);

    private string PublicKey(string name) => File.ReadAllText(In(name + ".pub"));
}
