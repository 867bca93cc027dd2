using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.TestKit.Remotes;

public class TestRemoteTests
{
    [RemoteTheory]
    public void Branches_and_other_refs_go_to_another_clone(RemoteTransport transport)
    {
        using var client = new RemoteClient(transport);
        var note = client.WriteNote();
        client.GitOk("push", "--quiet", "origin", "HEAD", RemoteClient.Note);

        var other = client.Sandbox.Path("other");
        client.GitOk("clone", "--quiet", client.Remote.Url, other);
        client.GitOk("-C", other, "fetch", "--quiet", "origin", "+refs/swarm/*:refs/swarm-remote/origin/*");

        Assert.Equal(client.Repository.Git("rev-parse", "HEAD"), client.Sandbox.Git(other, "rev-parse", "HEAD"));
        Assert.Equal("a note", client.Sandbox.Git(other, "cat-file", "blob", "refs/swarm-remote/origin/notes/abc/def/1"));
        Assert.Equal(note, client.Remote.Refs[RemoteClient.Note]);
    }

    [RemoteTheory]
    public void Refs_are_deleted_and_changed_with_a_lease(RemoteTransport transport)
    {
        using var client = new RemoteClient(transport);
        var old = client.WriteNote();
        client.GitOk("push", "--quiet", "origin", RemoteClient.Note);
        var now = client.WriteNote("another\n");

        Assert.False(client.Git("push", "--quiet", $"--force-with-lease={RemoteClient.Note}:", "origin", RemoteClient.Note).Ok);
        client.GitOk("push", "--quiet", $"--force-with-lease={RemoteClient.Note}:{old}", "origin", RemoteClient.Note);
        Assert.Equal(now, client.Remote.Refs[RemoteClient.Note]);
        client.GitOk("push", "--quiet", "origin", ":" + RemoteClient.Note);
        Assert.Empty(client.Remote.Refs);
    }

    [RemoteTheory]
    public void Other_formats_are_served(RemoteTransport transport)
    {
        using var client = new RemoteClient(transport, RepositoryFormat.Sha256);
        var note = client.WriteNote();

        client.GitOk("push", "--quiet", "origin", RemoteClient.Note);

        Assert.Equal(64, note.Length);
        Assert.Equal($"{note}\t{RemoteClient.Note}", client.GitOk("ls-remote", "origin"));
    }

    [RemoteTheory(RemoteTransport.Daemon, RemoteTransport.Http, RemoteTransport.Ssh)]
    public void The_git_of_the_sandbox_serves_clients_with_any_other(RemoteTransport transport)
    {
        using var host = new Sandbox(Gits.Newest);
        using var remote = TestRemote.Start(host, transport);
        using var client = new Sandbox();
        remote.Give(ClientCredential.Right, client);
        var variables = new Dictionary<string, string>(remote.Variables, StringComparer.Ordinal) { ["GIT_TRACE_PACKET"] = "1" };

        var listed = client.Run("git", ["-c", "protocol.version=2", "ls-remote", remote.Url], null, variables);

        Assert.True(listed.Ok, listed.Error);
        // The server tells its version to those who ask with protocol 2.
        Assert.Contains("< version 2", listed.Error, StringComparison.Ordinal);
        Assert.Contains($"< agent=git/{Gits.VersionOf(Gits.Newest)}.", listed.Error, StringComparison.Ordinal);
    }

    [RemoteTheory(RemoteTransport.Http)]
    public void Large_and_small_requests_come_through(RemoteTransport transport)
    {
        using var client = new RemoteClient(transport);
        client.CommitNoise(300_000);
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["GIT_CURL_VERBOSE"] = "1",
            ["GIT_TRACE_CURL_NO_DATA"] = "1",
        };
        string[] push = ["-c", "http.postBuffer=1000", "push", "origin", "HEAD"];

        var pushed = client.Sandbox.Run("git", push, client.Repository.Path, variables);

        Assert.True(pushed.Ok, pushed.Error);
        Assert.Contains("Transfer-Encoding: chunked", pushed.Error, StringComparison.OrdinalIgnoreCase);
        // Who wants much asks at length, which git compresses.
        var names = Enumerable.Range(1, 40).Select(n => $"refs/swarm/notes/abc/def/{n}").ToList();
        names.ForEach(name => client.WriteNote(name, name));
        client.GitOk("push", "--quiet", "origin", "refs/swarm/*:refs/swarm/*");
        Assert.Equal(41, client.Remote.Refs.Count);
        var other = client.Sandbox.Path("other");
        client.Sandbox.Git(client.Sandbox.Root, "init", "--quiet", other);
        var fetched = client.Sandbox.Run("git", ["fetch", client.Remote.Url, "refs/swarm/*:refs/swarm/*"], other, variables);
        Assert.True(fetched.Ok, fetched.Error);
        Assert.Contains("Content-Encoding: gzip", fetched.Error, StringComparison.OrdinalIgnoreCase);
    }

    [RemoteTheory(RemoteTransport.Http, RemoteTransport.Ssh)]
    public void Who_has_no_credential_or_a_wrong_one_does_not_get_in(RemoteTransport transport)
    {
        using var client = new RemoteClient(transport);

        foreach (var credential in new[] { ClientCredential.Wrong, ClientCredential.None })
        {
            client.Remote.Give(credential);
            var refused = client.Git("ls-remote", "origin");
            Assert.Equal(128, refused.ExitCode);
            Assert.Contains(
                (transport, credential) switch
                {
                    (RemoteTransport.Ssh, _) => "Permission denied (publickey)",
                    (_, ClientCredential.Wrong) => "Authentication failed",
                    _ => "could not read Username",
                },
                refused.Error,
                StringComparison.Ordinal
            );
        }
        client.Remote.Give(ClientCredential.Right);
        client.GitOk("ls-remote", "origin");
    }

    [RemoteTheory]
    public void Another_sandbox_is_another_machine(RemoteTransport transport)
    {
        using var client = new RemoteClient(transport);
        using var other = new Sandbox();
        client.GitOk("push", "--quiet", "origin", "HEAD");

        client.Remote.Give(ClientCredential.Right, other);

        Assert.True(other.Run("git", ["clone", "--quiet", client.Remote.Url, "clone"], null, client.Remote.Variables).Ok);
    }

    [RemoteTheory(RemoteTransport.Daemon, RemoteTransport.Http, RemoteTransport.Ssh)]
    public async Task Nothing_lives_on(RemoteTransport transport)
    {
        using var client = new RemoteClient(transport);
        var pipe = client.Sandbox.Path("pipe");
        client.Sandbox.Run("mkfifo", [pipe]).OutputOrThrow("mkfifo");
        // Its end is seen when the last process that was started from here is gone.
        var hook = Path.Combine(client.Remote.Path, "hooks", "pre-receive");
        Directory.CreateDirectory(Path.GetDirectoryName(hook)!);
        Script.Write(hook, $"#!/bin/sh\nexec 9>'{pipe}'\necho here >&9\n(setsid sleep 3600 &)\nsleep 3600\n");
        var reading = Task.Factory.StartNew(() => Drain(pipe, client.Remote), TaskCreationOptions.LongRunning);

        var push = client.Git("push", "origin", "HEAD");

        Assert.False(push.Ok);
        await reading.WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Empty(MarkedProcesses.Find(client.Remote.Folder.Mark));
        Assert.False(client.Git("ls-remote", "origin").Ok);
    }

    [Fact]
    public void What_is_missing_is_named_with_what_installs_it()
    {
        Assert.Equal("not installed: sshd; run apt-get install openssh-server", TestTools.Absence("sshd"));
        Assert.Equal(
            "not installed: husky; run tests/tools/install-hook-tools.sh and tests/tools/newer-git.sh",
            TestTools.Absence("husky")
        );
    }

    private static void Drain(string pipe, TestRemote remote)
    {
        using var reader = new StreamReader(pipe);
        Assert.Equal("here", reader.ReadLine());
        remote.Dispose();
        Assert.Null(reader.ReadLine());
    }
}
