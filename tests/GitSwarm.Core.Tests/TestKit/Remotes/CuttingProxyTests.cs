using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.TestKit.Remotes;

public class CuttingProxyTests
{
    private const int Size = 300_000;

    [RemoteTheory(RemoteTransport.Daemon, RemoteTransport.Http, RemoteTransport.Ssh)]
    public void A_push_is_cut_in_the_middle_and_works_again(RemoteTransport transport)
    {
        using var client = new RemoteClient(transport, behindProxy: true);
        client.CommitNoise(Size);
        var proxy = client.Remote.Proxy;
        proxy.CutAfter(Size / 2, ProxyDirection.ToServer);

        var cut = client.Git("push", "origin", "HEAD");

        Assert.False(cut.Ok);
        Assert.Equal(ProxyMode.Refuse, proxy.Mode);
        Assert.Equal(Size / 2, proxy.Passed(ProxyDirection.ToServer));
        Assert.Empty(client.Remote.Refs);
        Assert.False(client.Git("push", "origin", "HEAD").Ok);
        proxy.LetThrough();
        client.GitOk("push", "--quiet", "origin", "HEAD");
        Assert.Equal(["refs/heads/main"], client.Remote.Refs.Keys);
    }

    [RemoteTheory(RemoteTransport.Daemon, RemoteTransport.Http, RemoteTransport.Ssh)]
    public void A_fetch_is_cut_in_the_middle_and_works_again(RemoteTransport transport)
    {
        using var client = new RemoteClient(transport, behindProxy: true);
        client.CommitNoise(Size);
        client.GitOk("push", "--quiet", "origin", "HEAD");
        var proxy = client.Remote.Proxy;
        var before = proxy.Passed(ProxyDirection.ToClient);
        proxy.CutAfter(Size / 2, ProxyDirection.ToClient);

        var cut = client.Git("clone", client.Remote.Url, client.Sandbox.Path("cut"));

        Assert.Equal(128, cut.ExitCode);
        Assert.Equal(Size / 2, proxy.Passed(ProxyDirection.ToClient) - before);
        proxy.LetThrough();
        client.GitOk("clone", "--quiet", client.Remote.Url, client.Sandbox.Path("whole"));
    }

    [RemoteTheory(RemoteTransport.Daemon, RemoteTransport.Http, RemoteTransport.Ssh)]
    public void A_server_can_be_gone_and_come_back(RemoteTransport transport)
    {
        using var client = new RemoteClient(transport, behindProxy: true);
        var proxy = client.Remote.Proxy;

        for (var round = 0; round < 2; round++)
        {
            proxy.Refuse();
            var refused = client.Git("ls-remote", "origin");
            Assert.Equal(128, refused.ExitCode);
            Assert.Matches("(?i)connection refused|couldn't connect|failed to connect", refused.Error);
            Assert.Equal(round > 0, proxy.Accepted > 0);
            proxy.LetThrough();
            client.GitOk("ls-remote", "origin");
        }
    }

    [RemoteTheory(RemoteTransport.Daemon, RemoteTransport.Http, RemoteTransport.Ssh)]
    public void A_server_can_hang_from_the_start_or_in_the_middle(RemoteTransport transport)
    {
        using var client = new RemoteClient(transport, behindProxy: true);
        client.CommitNoise(Size);
        var proxy = client.Remote.Proxy;

        proxy.Swallow();
        AssertHangs(client, () => proxy.Accepted > 0);
        Assert.Equal(0, proxy.Passed(ProxyDirection.ToServer));

        proxy.CutAfter(Size / 2, ProxyDirection.ToServer, ProxyMode.Swallow);
        AssertHangs(client, () => proxy.Mode == ProxyMode.Swallow);
        Assert.Equal(Size / 2, proxy.Passed(ProxyDirection.ToServer));

        proxy.LetThrough();
        client.GitOk("push", "--quiet", "origin", "HEAD");
    }

    // Whoever waits for a silent server is set free by closing.
    private static void AssertHangs(RemoteClient client, Func<bool> isSilent)
    {
        var push = Task.Factory.StartNew(() => client.Git("push", "origin", "HEAD"), TaskCreationOptions.LongRunning);
        Assert.True(SpinWait.SpinUntil(isSilent, TimeSpan.FromMinutes(1)));
        Assert.False(push.Wait(TimeSpan.FromMilliseconds(200)));
        client.Remote.Proxy.Refuse();
        Assert.False(push.Result.Ok);
    }
}
