using FsCheck;
using FsCheck.Fluent;
using GitSwarm.Agents.Definitions;
using GitSwarm.Agents.Plans;
using Xunit;

namespace GitSwarm.Tests.Agents.Plans;

/// <summary>What holds of tools whatever a definition says.</summary>
public class ToolProperties
{
    private static readonly string[] Entries =
    [
        .. AgentTools.Today,
        .. AgentTools.Today.Select(t => t + "(x:*)"),
        "*",
        "Task",
        "Task(a)",
        "Agent(*)",
        "LS",
        "Nope",
        "Nope(x)",
        "mcp__s",
        "mcp__s__t",
        "mcp__s__t(x)",
        "",
        "(",
        "Agent()",
    ];

    private static readonly Gen<(AgentDefinition Definition, ToolRole Role, string[] Denied)> Cases =
        from tools in Gen.Frequency((1, Gen.Constant<string[]?>(null)), (4, Gen.ArrayOf(Gen.Elements(Entries)).Select(a => (string[]?)a)))
        from disallowed in Gen.ArrayOf(Gen.Elements(Entries))
        from denied in Gen.ArrayOf(Gen.Elements(Entries))
        from custom in Gen.ArrayOf(Gen.Elements(AgentTools.Today.ToArray()))
        from mode in Gen.Elements(Enum.GetValues<PermissionMode>())
        from flags in Gen.ArrayOf(ArbMap.Default.GeneratorFor<bool>(), 3)
        select (
            new AgentDefinition
            {
                Name = "x",
                Description = "d",
                Origin = new Origin(DefinitionSource.User, null, ""),
                Tools = tools,
                DisallowedTools = disallowed,
            },
            new ToolRole(mode, flags[0], flags[1], flags[2], custom),
            denied
        );

    [Fact, Trait("Rule", "T3")]
    public void Every_tool_of_the_pool_is_had_or_dropped_with_a_reason() =>
        Check(c =>
        {
            var tools = ToolResolution.Of(c.Definition, c.Role, c.Denied);
            var had = tools.Names ?? AgentTools.Today;
            var own = had.Where(n => !AgentTools.IsOfServer(n)).ToList();
            var dropped = tools.Dropped.Where(d => !AgentTools.IsOfServer(d.Tool)).ToList();

            Assert.Equal(AgentTools.Today, own.Concat(dropped.Select(d => d.Tool)).Order(StringComparer.Ordinal));
            Assert.Equal(had.Count, had.Distinct().Count());
            Assert.All(tools.Dropped, d => Assert.True(d.Why.Length > 0 && d.Layer is "pool" or "role" or "definition"));
        });

    [Fact, Trait("Rule", "T3")]
    public void What_is_denied_is_never_had() =>
        Check(c =>
        {
            var had = ToolResolution.Of(c.Definition, c.Role, c.Denied).Names ?? AgentTools.Today;

            Assert.DoesNotContain(had, n => c.Definition.DisallowedTools.Contains(n) || c.Definition.DisallowedTools.Contains("*"));
            Assert.DoesNotContain(had, n => !AgentTools.IsOfServer(n) && c.Denied.Contains(n));
            Assert.True(!had.Contains("Agent") || (!c.Definition.DisallowedTools.Contains("Task") && !c.Denied.Contains("Task")));
        });

    [Fact, Trait("Rule", "T2")]
    public void A_list_gives_nothing_the_role_takes_but_Agent_with_a_rule() =>
        Check(c =>
        {
            var tools = ToolResolution.Of(c.Definition, c.Role, c.Denied);
            var all = ToolResolution.Of(c.Definition with { Tools = null, DisallowedTools = [] }, c.Role, c.Denied);

            var more = (tools.Names ?? AgentTools.Today).Except(all.Names ?? AgentTools.Today).Where(n => !AgentTools.IsOfServer(n));

            Assert.DoesNotContain(more, n => n != "Agent" || !c.Definition.Tools!.Any(t => ToolList.RuleOf(t) is not null));
        });

    private static void Check(Action<(AgentDefinition Definition, ToolRole Role, string[] Denied)> holds) =>
        Prop.ForAll(
                Cases.ToArbitrary(),
                c =>
                {
                    holds(c);
                    return true;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
}
