using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.TestKit.Remotes;

public class RemotePoliciesTests
{
    [RemoteTheory]
    public void Hidden_refs_are_neither_taken_nor_shown(RemoteTransport transport)
    {
        using var client = Pushed(transport);
        client.Remote.HideSwarmRefs();
        client.WriteNote("another\n", "refs/swarm/notes/abc/def/2");

        var push = client.Git("push", "origin", "HEAD:refs/heads/other", "refs/swarm/notes/abc/def/2");

        Assert.Equal(1, push.ExitCode);
        Assert.Contains("deny updating a hidden ref", push.Error, StringComparison.Ordinal);
        Assert.Equal(["refs/heads/main", "refs/heads/other", RemoteClient.Note], client.Remote.Refs.Keys);
        Assert.DoesNotContain("refs/swarm", client.GitOk("ls-remote", "origin"), StringComparison.Ordinal);
        AssertFree(client);
    }

    [RemoteTheory]
    public void A_host_may_know_only_branches_and_tags(RemoteTransport transport)
    {
        using var client = Pushed(transport);
        client.Remote.AllowOnlyHeadsAndTags();
        client.WriteNote("another\n");

        var push = client.Git("push", "--force", "origin", "HEAD:refs/heads/other", RemoteClient.Note);

        Assert.Equal(1, push.ExitCode);
        Assert.Contains($"only branches and tags can be pushed here, not {RemoteClient.Note}", push.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("refs/heads/other", client.Remote.Refs.Keys);
        client.GitOk("push", "--quiet", "origin", "HEAD:refs/heads/other", "HEAD:refs/tags/v1");
        AssertFree(client);
    }

    [RemoteTheory]
    public void A_host_may_refuse_every_push(RemoteTransport transport)
    {
        using var client = Pushed(transport);
        client.Remote.RefusePushes();

        var push = client.Git("push", "origin", "HEAD:refs/heads/other");

        Assert.Equal(1, push.ExitCode);
        Assert.Contains("this repository is read-only", push.Error, StringComparison.Ordinal);
        client.GitOk("fetch", "--quiet", "origin");
        AssertFree(client);
    }

    [RemoteTheory(RemoteTransport.Daemon, RemoteTransport.Http, RemoteTransport.Ssh)]
    public void A_host_may_not_offer_pushing(RemoteTransport transport)
    {
        using var client = Pushed(transport);
        client.Remote.CloseToPushes();

        var push = client.Git("push", "origin", "HEAD:refs/heads/other");

        Assert.Equal(128, push.ExitCode);
        Assert.Contains(
            transport switch
            {
                RemoteTransport.Daemon => "access denied",
                RemoteTransport.Http => "403",
                _ => "ERROR: this key may read only",
            },
            push.Error,
            StringComparison.Ordinal
        );
        client.GitOk("fetch", "--quiet", "origin");
        AssertFree(client);
    }

    [RemoteTheory]
    public void A_mirror_push_from_a_plain_clone_deletes_what_that_has_not(RemoteTransport transport)
    {
        using var client = Pushed(transport);

        client.Remote.MirrorPushFromPlainClone();

        Assert.Contains("refs/heads/main", client.Remote.Refs.Keys);
        Assert.DoesNotContain(RemoteClient.Note, client.Remote.Refs.Keys);
        AssertFree(client);
    }

    [Fact]
    public void Wiping_takes_swarm_refs_alone()
    {
        using var client = Pushed(RemoteTransport.File);

        client.Remote.WipeSwarmRefs();

        Assert.Equal(["refs/heads/main"], client.Remote.Refs.Keys);
    }

    private static RemoteClient Pushed(RemoteTransport transport)
    {
        var client = new RemoteClient(transport);
        client.WriteNote();
        var push = client.Git("push", "--quiet", "origin", "HEAD", RemoteClient.Note);
        if (!push.Ok)
        {
            client.Dispose();
            Assert.Fail(push.Error);
        }
        return client;
    }

    private static void AssertFree(RemoteClient client)
    {
        client.Remote.AllowAll();
        client.GitOk("push", "--quiet", "--force", "origin", "HEAD:refs/heads/last", RemoteClient.Note);
        Assert.Contains(RemoteClient.Note, client.GitOk("ls-remote", "origin"), StringComparison.Ordinal);
    }
}
