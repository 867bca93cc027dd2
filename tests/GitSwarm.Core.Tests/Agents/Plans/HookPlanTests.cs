using System.Text.Json;
using GitSwarm.Agents.Definitions;
using GitSwarm.Agents.Plans;
using Xunit;

namespace GitSwarm.Tests.Agents.Plans;

public class HookPlanTests
{
    [Theory, Trait("Rule", "H1")]
    [InlineData("""{"Stop":[{"a":1}]}""", """{"SubagentStop":[{"a":1}]}""")]
    [InlineData("""{"Stop":[1],"SubagentStop":[2],"PreToolUse":[3]}""", """{"PreToolUse":[3],"SubagentStop":[2,1]}""")]
    [InlineData("""{"SubagentStop":{"x":1},"Stop":{"y":2}}""", """{"SubagentStop":[{"x":1},{"y":2}]}""")]
    [InlineData("""{"PreToolUse":[3]}""", """{"PreToolUse":[3]}""")]
    public void Stop_of_a_definition_is_the_end_of_this_agent(string written, string planned) =>
        Assert.Equal(planned, DefinitionHooks.Of(JsonDocument.Parse(written).RootElement)!.Value.GetRawText());

    [Fact, Trait("Rule", "H1")]
    public void Hooks_of_the_settings_are_told_apart()
    {
        Func<LaunchScene, LaunchScene> with = s =>
            s with
            {
                Settings = new()
                {
                    Hooks = new Dictionary<string, IReadOnlyList<string>>
                    {
                        ["SubagentStart"] = ["a", "b"],
                        ["SubagentStop"] = ["c"],
                        ["Stop"] = ["d"],
                        ["WorktreeCreate"] = ["e"],
                    },
                    UnknownHooks = ["swarm.hook.stpo"],
                },
                ClientHooks = new Dictionary<string, IReadOnlyList<string>> { ["SubagentStart"] = ["of the client"] },
            };

        var plan = Launches.Plan("hooks: { Stop: [] }\nisolation: worktree", scene: with);

        Assert.Equal(["a", "b", "of the client"], plan.Hooks.Start);
        Assert.Equal(["c"], plan.Hooks.Stop);
        // A person who writes Stop into the settings means what the program means by it.
        Assert.Equal(["Stop"], plan.Hooks.Client.Keys);
        Assert.Equal("""{"SubagentStop":[]}""", plan.Hooks.Definition!.Value.GetRawText());
        Assert.Contains("swarm.hook.stpo names no event", Launches.Notes(plan), StringComparison.Ordinal);
        Assert.Contains("swarm.hook.WorktreeCreate makes the work tree", Launches.Notes(plan), StringComparison.Ordinal);
        Assert.Equal(["trace", "hooks", "claims", "heartbeat", "worktree", "notification"], plan.CleanUp);
    }
}
