using System.Text.Json;
using GitSwarm.Agents.Definitions;
using GitSwarm.Agents.Plans;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Agents.Plans;

public class PlanJsonTests
{
    private const string Fields = """
        tools: Read, Bash(git diff:*), Agent(Explore), mcp__db__query
        disallowedTools: Bash(rm:*)
        hooks: { Stop: [{ hooks: [{ type: command, command: ./stop.sh }] }] }
        mcpServers:
          - db: { command: ./db }
        maxTurns: 3
        isolation: worktree
        """;

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public void A_plan_reads_as_it_was_written()
    {
        LaunchPlan[] plans =
        [
            Launches.Plan(Fields),
            Launches.Plan(call: Launches.Fork, parent: Launches.Claude),
            Launches.Plan(call: Launches.Member with { TimeLimit = 5 }),
        ];

        foreach (var plan in plans)
        {
            var text = JsonSerializer.Serialize(plan, PlanJson.Default.LaunchPlan);
            var read = JsonSerializer.Deserialize(text, PlanJson.Default.LaunchPlan)!;

            Assert.Equal(text, JsonSerializer.Serialize(read, PlanJson.Default.LaunchPlan));
            Assert.Equal(plan.Prompt.SystemText(), read.Prompt.SystemText());
            Assert.Equal(plan.Identity, read.Identity);
            Assert.Equal(plan.Context, read.Context);
        }
    }

    [Fact]
    public void Names_are_snake_case_and_choices_are_words() =>
        Snapshots.Match(
            JsonSerializer.Serialize(
                JsonDocument
                    .Parse(JsonSerializer.Serialize(Launches.Plan(Fields, source: DefinitionSource.Policy), PlanJson.Default.LaunchPlan))
                    .RootElement,
                Indented
            ),
            "plan"
        );
}
