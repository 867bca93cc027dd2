using GitSwarm.Agents.Runs;
using GitSwarm.Agents.Servers;
using Xunit;

namespace GitSwarm.Tests.Agents.Servers;

/// <summary>Servers that are started: real processes.</summary>
public sealed class StdioProbeTests : IDisposable
{
    private readonly ShellServer server = new();

    public void Dispose() => server.Dispose();

    [Theory, Trait("Rule", "C6")]
    [InlineData("good")]
    [InlineData("keyed")]
    [InlineData("child")]
    public async Task One_with_tools_counts_and_nothing_of_it_is_left(string behaviour)
    {
        var outcome = await server.Look(behaviour);

        Assert.Equal(new ServerOutcome(true, true, 2, null), outcome);
        Assert.True(outcome.Counts);
        Assert.Empty(server.Left());
    }

    [Theory, Trait("Rule", "C6")]
    [InlineData("bare", true, "it has no tools")]
    [InlineData("dies", false, "it ended with exit code 3")]
    [InlineData("quits", false, "it ended with exit code 4")]
    [InlineData("refuses", false, "it refused initialize with code -32000")]
    [InlineData("flood", false, "it said more than 1 MiB")]
    [InlineData("wall", false, "it said more than 1 MiB")]
    public async Task One_without_does_not_and_its_words_are_not_repeated(string behaviour, bool isConnected, string reason)
    {
        var outcome = await server.Look(behaviour);

        Assert.Equal(new ServerOutcome(isConnected, isConnected, 0, reason), outcome);
        Assert.False(outcome.Counts);
        Assert.Empty(server.Left());
    }

    [Theory, Trait("Rule", "C6")]
    [InlineData("silent", false, "it did not answer initialize within 0.5 s")]
    [InlineData("mute", true, "it did not answer tools/list within 3 s")]
    public async Task One_that_never_answers_is_ended(string behaviour, bool isConnected, string reason)
    {
        var outcome = await server.Look(behaviour, isConnected ? 3 : 0.5);

        Assert.Equal((isConnected, 0, reason, true), (outcome.Connected, outcome.Tools, outcome.Reason, outcome.IsOutOfTime));
        Assert.False(outcome.Counts);
        Assert.Empty(server.Left());
    }

    [Fact, Trait("Rule", "C6")]
    public async Task Who_gives_up_leaves_nothing_running()
    {
        var (config, _) = ServerConfig.Read(server.Settings("silent"), server.Variables);
        using var stop = new CancellationTokenSource();
        var look = ServerProbe.Look(config!, server.Directory, server.Variables, TimeSpan.FromSeconds(60), stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => look);
        Assert.Empty(server.Left());
    }

    [Theory, Trait("Rule", "C6")]
    [InlineData("""{"command":"no-such-program-here"}""", "its command is not there")]
    [InlineData("""{"command":"./server.sh"}""", "its command is not there")]
    [InlineData("""{"command":"sh","args":["${NO_SUCH}"]}""", "the variable NO_SUCH is not set")]
    [InlineData("""{"type":"sse","url":"http://localhost/"}""", "git-swarm cannot ask a server of type sse")]
    [InlineData("""{"url":"file:///etc/passwd"}""", "its settings have neither a command nor an address")]
    [InlineData("""{}""", "its settings have neither a command nor an address")]
    [InlineData("""["sh"]""", "its settings have neither a command nor an address")]
    public async Task Settings_that_do_not_do_are_told(string settings, string reason) =>
        Assert.Equal(new ServerOutcome(false, false, 0, reason), await server.Look(ShellServer.Json(settings)));

    [Fact, Trait("Rule", "C6")]
    public void Variables_are_filled_in_wherever_settings_name_them()
    {
        var variables = new Dictionary<string, string> { ["A"] = "a", ["EMPTY"] = "" };
        var (started, _) = ServerConfig.Read(
            ShellServer.Json("""{"command":"${A}b","args":["","-${EMPTY}${B:-x y}${A:-no}","${open"],"env":{"K":"${A}${A}"}}"""),
            variables
        );
        var (reached, _) = ServerConfig.Read(
            ShellServer.Json("""{"type":"http","url":"http://${A}/","headers":{"H":"Bearer ${A}"}}"""),
            variables
        );

        Assert.Equal("ab", started!.Command);
        Assert.Equal(["", "-x ya", "${open"], started.Arguments);
        Assert.Equal("aa", started.Variables["K"]);
        Assert.Equal(("http://a/", "Bearer a"), (reached!.Address!.ToString(), reached.Headers["H"]));
    }
}
