using System.Text.Json;
using GitSwarm.Agents.Definitions;
using GitSwarm.Agents.Plans;
using Xunit;

namespace GitSwarm.Tests.Agents.Plans;

public class AccessTests
{
    [Theory, Trait("Rule", "C5")]
    [InlineData("Agent(helper)", true)]
    [InlineData("Agent(other, helper)", true)]
    [InlineData("Task(helper)", true)]
    [InlineData("Agent", true)]
    [InlineData("Agent(*)", true)]
    [InlineData("Agent(other)", false)]
    [InlineData("Bash(helper)", false)]
    public void A_rule_that_denies_an_agent_is_named(string rule, bool denies)
    {
        void Check() => AgentAccess.Check("helper", Launches.Person with { Denied = ["Bash(rm:*)", rule] });

        if (!denies)
        {
            Check();
            return;
        }
        Assert.Contains($"agent 'helper' is denied by the rule {rule}", Launches.Refusal(Check), StringComparison.Ordinal);
    }

    [Fact, Trait("Rule", "C5")]
    public void Who_may_start_some_agents_starts_no_others()
    {
        var parent = Launches.Person with { AgentTypes = ["Explore", "Plan"] };

        AgentAccess.Check("Plan", parent);
        Assert.StartsWith(
            "agent 'verifier' is outside of the rule Agent(Explore, Plan)",
            Launches.Refusal(() => AgentAccess.Check("verifier", parent)),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "agent 'fork'",
            Launches.Refusal(() => Launches.Plan(call: Launches.Fork, parent: Launches.Claude with { AgentTypes = [] })),
            StringComparison.Ordinal
        );
    }

    [Fact, Trait("Rule", "C6")]
    public void An_agent_without_a_server_it_requires_is_not_started()
    {
        const string Fields = "requiredMcpServers: mail, db\nmcpServers:\n  - DB: { command: ./db }";
        LaunchPlan Plan(params string[] servers) =>
            Launches.Plan(Fields, scene: s => s with { Servers = servers.ToHashSet(StringComparer.OrdinalIgnoreCase) });

        Assert.Equal(["mail", "db"], Plan("Mail").Tools.Required);
        Assert.Equal("DB", Assert.Single(Plan("Mail").Tools.Servers).Name);
        Assert.StartsWith(
            "agent 'helper' requires the server 'mail', which is not set up here",
            Launches.Refusal(() => Plan("db")),
            StringComparison.Ordinal
        );
    }

    [Fact, Trait("Rule", "C6")]
    public void Its_own_settings_of_a_server_count_before_the_clients_and_none_are_shown()
    {
        const string Fields = "requiredMcpServers: mail, db, notes\nmcpServers:\n  - DB: { command: ./db }\n  - mail";
        using var json = JsonDocument.Parse("""{"command":"of-the-client","env":{"KEY":"secret"}}""");
        var settings = json.RootElement.Clone();
        var plan = Launches.Plan(
            Fields,
            scene: s =>
                s with
                {
                    Servers = new HashSet<string>(["Mail", "db", "notes"], StringComparer.OrdinalIgnoreCase),
                    ServerSettings = [new("Mail", settings), new("db", settings), new("notes", null)],
                }
        );

        Assert.Equal(
            ["mail of-the-client", "db ./db", "notes "],
            plan.Tools.RequiredServers.Select(s => $"{s.Name} {s.Config?.GetProperty("command").GetString()}")
        );
        Assert.Contains(
            "[C6] server 'notes' is required, and not asked whether it answers: ",
            Launches.Notes(plan),
            StringComparison.Ordinal
        );
        Assert.Single(plan.Notes, n => n.Rule == "C6");
        Assert.All(plan.Tools.WithoutSecrets().RequiredServers, s => Assert.Null(s.Config));
    }

    [Fact, Trait("Rule", "C7")]
    public void What_is_remote_is_planned_and_not_started()
    {
        var plan = Launches.Plan("isolation: remote");

        Assert.True(plan.Context.IsRemote);
        Assert.Null(plan.Context.Worktree);
        Assert.StartsWith(
            "no remote host configured",
            Launches.Refusal(() => LaunchPlanner.RequireLaunchable(plan)),
            StringComparison.Ordinal
        );
        LaunchPlanner.RequireLaunchable(Launches.Plan("isolation: remote", Launches.Call with { Isolation = AskedIsolation.None }));
        LaunchPlanner.RequireLaunchable(Launches.Plan(call: Launches.Member));
    }

    [Fact, Trait("Rule", "D3")]
    public void What_nobody_trusts_is_not_even_planned()
    {
        const string Fields = "permissionMode: bypassPermissions";

        Assert.Contains(
            "'git swarm agents --trust helper'",
            Launches.Refusal(() => Launches.Plan(Fields, source: DefinitionSource.Project)),
            StringComparison.Ordinal
        );
        Assert.Equal("bypassPermissions", Launches.Plan(Fields).Context.Mode.Value);
    }

    [Fact, Trait("Rule", "D2")]
    public void What_was_left_out_of_a_definition_is_told()
    {
        var file = Catalogs.File(DefinitionSource.User, "---\nname: helper\ndescription: d\nhooks: { Stop: [] }\n---\n");
        var entry = Catalogs.Of(new Restriction(Servers: false, Hooks: true), Catalogs.NoTrust, file)["helper"];

        Assert.Contains(
            "[D2] swarm.restrict leaves its hooks out: Stop",
            Launches.Notes(Launches.Plan(scene: s => s with { Entry = entry })),
            StringComparison.Ordinal
        );
    }
}
