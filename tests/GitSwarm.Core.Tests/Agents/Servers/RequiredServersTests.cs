using GitSwarm.Agents.Definitions;
using GitSwarm.Agents.Plans;
using GitSwarm.Agents.Runs;
using GitSwarm.Agents.Servers;
using GitSwarm.Tests.Agents.Runs;
using Xunit;

namespace GitSwarm.Tests.Agents.Servers;

public sealed class RequiredServersTests : IDisposable
{
    private static readonly ProbePace Quick = new(TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1));
    private static readonly ProbePace Patient = Quick with { Limit = TimeSpan.FromSeconds(60), Look = TimeSpan.FromSeconds(20) };

    private readonly ShellServer server = new();

    public void Dispose() => server.Dispose();

    [Fact, Trait("Rule", "C6")]
    public async Task One_that_is_late_is_looked_at_again()
    {
        Assert.Empty(await Await(Patient, new AgentServer("db", server.Settings("late"))));
        Assert.Equal(3, server.Starts());
    }

    [Fact, Trait("Rule", "C6")]
    public async Task Those_that_never_count_are_named_with_the_last_reason()
    {
        var missing = await Await(
            Quick,
            new AgentServer("db", server.Settings("dies")),
            new AgentServer("unknown", null),
            new AgentServer("old", ShellServer.Json("""{"type":"sse","url":"http://localhost/"}"""))
        );

        Assert.Equal(
            [new MissingServer("db", "it ended with exit code 3"), new MissingServer("old", "git-swarm cannot ask a server of type sse")],
            missing
        );
        Assert.True(server.Starts() > 1);
    }

    [Fact, Trait("Rule", "C6")]
    public async Task All_are_waited_for_at_the_same_time()
    {
        var started = TimeProvider.System.GetTimestamp();
        var names = Enumerable.Range(0, 4).Select(n => $"s{n}").ToList();

        var missing = await Await(Quick, [.. names.Select(n => new AgentServer(n, server.Settings("silent", n)))]);

        Assert.Equal(names, missing.Select(m => m.Name));
        // One after the other takes at least 8 s.
        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 1, 7);
        Assert.Empty(server.Left());
    }

    [Fact, Trait("Rule", "C6")]
    public void The_rule_says_every_half_second_for_half_a_minute() =>
        Assert.Equal(
            (TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(5)),
            (ProbePace.OfRule.Pause, ProbePace.OfRule.Limit, ProbePace.OfRule.Look)
        );

    [Theory, Trait("Rule", "C6")]
    [InlineData("late", true, null)]
    [InlineData("bare", false, "required server 'db' is not available: it has no tools")]
    [InlineData("refuses", false, "required server 'db' is not available: it refused initialize with code -32000")]
    public void A_run_starts_only_with_the_servers_it_requires(string behaviour, bool starts, string? error)
    {
        using var world = new RunWorld { ServerPace = starts ? Patient : Quick };
        var plan = Requiring(world, behaviour);

        var run = world.Do(plan);

        Assert.Equal((starts ? RunState.Completed : RunState.Failed, error), (run.State, run.Error));
        var lines = RunWorld.Transcript(plan);
        Assert.Contains(lines, l => l is { Type: "step", Text: "waiting for the server db" });
        Assert.Equal(starts, lines.Any(l => l is { Type: "text", Text: "it works" }));
        Assert.DoesNotContain(ShellServer.Secret, File.ReadAllText(plan.Execution.OutputFile), StringComparison.Ordinal);
    }

    [Fact, Trait("Rule", "C6")]
    public void A_run_that_waits_can_be_stopped()
    {
        using var world = new RunWorld { ServerPace = Patient };
        var plan = Requiring(world, "silent");
        RunControl.Ask(world.Files, plan.Identity.Id, now: true);

        Assert.Equal((RunState.Killed, "it was stopped"), world.Do(plan) is var run ? (run.State, run.Error) : default);
        Assert.Empty(RunProcesses.Of(plan.Identity.Id, 0));
    }

    private LaunchPlan Requiring(RunWorld world, string behaviour)
    {
        var settings = server.Settings(behaviour).GetRawText().Replace("${TOKEN}", ShellServer.Secret, StringComparison.Ordinal);
        return world.Plan("echo it works") with
        {
            Tools = new LaunchTools { Required = ["db"], RequiredServers = [new AgentServer("db", ShellServer.Json(settings))] },
        };
    }

    private Task<IReadOnlyList<MissingServer>> Await(ProbePace pace, params AgentServer[] servers) =>
        RequiredServers.Await(servers, server.Directory, server.Variables, pace, TimeProvider.System);
}
