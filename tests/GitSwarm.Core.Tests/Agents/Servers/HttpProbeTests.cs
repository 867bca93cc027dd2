using System.Net.Sockets;
using GitSwarm.Agents.Servers;
using Xunit;

namespace GitSwarm.Tests.Agents.Servers;

/// <summary>Servers that are reached by an address: a real one on this machine.</summary>
public sealed class HttpProbeTests : IDisposable
{
    private readonly ShellServer world = new();

    public void Dispose() => world.Dispose();

    [Theory, Trait("Rule", "C6")]
    [InlineData("plain")]
    [InlineData("events")]
    public async Task One_with_tools_counts(string behaviour)
    {
        using var server = new WebServer(behaviour);

        var outcome = await Look(server);

        Assert.Equal(new ServerOutcome(true, true, 1, null), outcome);
        var asked = server.Asked;
        Assert.Equal(["POST", "POST", "POST", "DELETE"], asked.Select(a => a.Method));
        Assert.Equal([null, "session-7", "session-7", "session-7"], asked.Select(a => a.Session));
        Assert.Equal([null, "2025-03-26", "2025-03-26", "2025-03-26"], asked.Select(a => a.Protocol));
        Assert.All(asked, a => Assert.Equal("Bearer s3cret-value", a.Authorization));
        Assert.All(asked, a => Assert.Equal("application/json, text/event-stream", a.Accept));
        Assert.Contains("\"protocolVersion\":\"2025-06-18\"", asked[0].Body, StringComparison.Ordinal);
        Assert.Contains("notifications/initialized", asked[1].Body, StringComparison.Ordinal);
    }

    [Theory, Trait("Rule", "C6")]
    [InlineData("bare", true, true, "it has no tools")]
    [InlineData("401", false, false, "not authenticated: it answered with status 401")]
    [InlineData("403", false, false, "not authenticated: it answered with status 403")]
    [InlineData("late 401", true, false, "not authenticated: it answered with status 401")]
    [InlineData("404", false, false, "it answered with status 404")]
    [InlineData("elsewhere", false, false, "it answered with status 307")]
    [InlineData("garbage", false, false, "its answer is none of the protocol")]
    [InlineData("huge", false, false, "it said more than 1 MiB")]
    public async Task One_without_does_not(string behaviour, bool isConnected, bool isAuthenticated, string reason)
    {
        using var server = new WebServer(behaviour);

        var outcome = await Look(server);

        Assert.Equal(new ServerOutcome(isConnected, isAuthenticated, 0, reason), outcome);
        Assert.False(outcome.Counts);
    }

    [Fact, Trait("Rule", "C6")]
    public void Who_is_not_let_in_does_not_count_whatever_is_listed()
    {
        Assert.False(new ServerOutcome(true, false, 3, null).Counts);
        Assert.False(new ServerOutcome(true, true, 0, null).Counts);
        Assert.False(new ServerOutcome(false, true, 3, null).Counts);
    }

    [Fact]
    public async Task A_redirection_within_the_host_is_followed()
    {
        using var server = new WebServer("moved");

        Assert.True((await Look(server)).Counts);
        Assert.Equal(["/mcp", "/mcp/", "/mcp/", "/mcp/", "/mcp/"], server.Asked.Select(a => a.Path));
    }

    [Fact, Trait("Rule", "C6")]
    public async Task One_that_never_answers_is_given_up()
    {
        using var server = new WebServer("hangs");

        Assert.Equal("it did not answer initialize within 0.5 s", (await Look(server, 0.5)).Reason);
    }

    [Fact, Trait("Rule", "C6")]
    public async Task One_that_is_not_there_is_told()
    {
        using var taken = new TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();

        Assert.Equal(new ServerOutcome(false, false, 0, "it cannot be reached"), await Look(port));
    }

    private Task<ServerOutcome> Look(WebServer server, double seconds = 30) => Look(server.Port, seconds);

    private Task<ServerOutcome> Look(int port, double seconds = 30) =>
        world.Look(
            ShellServer.Json(
                $$$"""{"type":"http","url":"http://127.0.0.1:{{{port}}}/mcp","headers":{"Authorization":"Bearer ${TOKEN}"}}"""
            ),
            seconds
        );
}
