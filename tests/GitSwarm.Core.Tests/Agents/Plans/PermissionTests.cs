using GitSwarm.Agents.Definitions;
using GitSwarm.Agents.Plans;
using GitSwarm.Tests.Guards;
using Xunit;

namespace GitSwarm.Tests.Agents.Plans;

public class PermissionTests
{
    private static readonly Dictionary<string, PermissionMode> Modes = Enum.GetValues<PermissionMode>()
        .ToDictionary(m => DefinitionWords.Of(m));

    [Fact, Trait("Rule", "M1")]
    public void The_table_of_the_record_is_what_happens()
    {
        var lines = TrackedFiles.ReadLines("docs/decisions/0020-permission-modes.md").Where(l => l.StartsWith('|')).Select(Cells).ToList();
        var columns = lines[0];
        var rows = lines[2..];
        var read = new List<string>();

        foreach (var row in rows)
        {
            for (var i = 1; i < columns.Length; i++)
            {
                var parent = row[0].Trim('*');
                var (mode, note) = Decide(parent, columns[i]);
                var isClamped = note?.Rule == "M2";
                Assert.Equal($"{parent} x {columns[i]}: {row[i]}", $"{parent} x {columns[i]}: {mode.Value}{(isClamped ? " (M2)" : "")}");
                read.Add($"{parent} x {columns[i]}");
            }
        }
        // Every parent there is, and everything that can be asked for.
        Assert.Equal((Modes.Count + 2) * (Modes.Count + 2), read.Distinct().Count());

        static string[] Cells(string line) => [.. line.Trim('|').Split('|').Select(c => c.Trim())];
    }

    [Fact, Trait("Rule", "M2")]
    public void Nobody_gets_to_bypass_permissions_by_having_an_agent_do_it()
    {
        foreach (var parent in Modes.Values.Cast<PermissionMode?>().Append(null))
        {
            foreach (var from in new[] { "call", "definition" })
            {
                var (mode, note) = Permissions.Decide(
                    parent,
                    isAgent: true,
                    new AskedMode(PermissionMode.BypassPermissions, from, IsOfAdmin: false)
                );

                Assert.Equal(parent == PermissionMode.BypassPermissions, mode.Value == "bypassPermissions");
                Assert.True(mode.Value == "bypassPermissions" || note is not null, $"{parent}: not reported");
            }
        }
    }

    [Fact, Trait("Rule", "M2")]
    public void It_is_the_call_before_the_definition_and_an_administrators_stands()
    {
        const string Bypass = "permissionMode: bypassPermissions";
        var planning = Launches.Claude with { Mode = PermissionMode.Plan };

        Assert.Equal(new PlannedValue("plan", "parent"), Launches.Plan(Bypass, parent: planning).Context.Mode);
        Assert.Equal(
            new PlannedValue("bypassPermissions", "definition"),
            Launches.Plan(Bypass, parent: planning, source: DefinitionSource.Policy).Context.Mode
        );
        Assert.Equal(
            new PlannedValue("plan", "parent"),
            Launches.Plan(Bypass, parent: planning, source: DefinitionSource.Flag).Context.Mode
        );
        Assert.Equal(
            new PlannedValue("dontAsk", "call"),
            Launches.Plan(Bypass, Launches.Call with { Mode = PermissionMode.DontAsk }, planning).Context.Mode
        );
        Assert.Contains(
            "[M2] the definition asks for bypassPermissions, and its parent has plan: clamped to that",
            Launches.Notes(Launches.Plan(Bypass, parent: planning)),
            StringComparison.Ordinal
        );
        Assert.Equal("bypassPermissions", Launches.Plan(Bypass).Context.Mode.Value);
        Assert.Equal("acceptEdits", Launches.Plan(Bypass, parent: Launches.Person with { Run = "r" }).Context.Mode.Value);
    }

    [Fact, Trait("Rule", "M1")]
    public void A_mode_that_gave_way_or_allows_more_than_its_parents_is_told()
    {
        Assert.Contains(
            "[M1] the definition's mode plan does not hold: its parent's auto does",
            Launches.Notes(Launches.Plan("permissionMode: plan", parent: Launches.Claude with { Mode = PermissionMode.Auto })),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "[M1] acceptEdits allows more than its parent's plan",
            Launches.Notes(Launches.Plan(parent: Launches.Claude with { Mode = PermissionMode.Plan })),
            StringComparison.Ordinal
        );
        Assert.Equal(
            "",
            Launches.Notes(Launches.Plan("permissionMode: plan", parent: Launches.Claude with { Mode = PermissionMode.Plan }))
        );
    }

    [Theory, Trait("Rule", "M3")]
    [InlineData(null, PermissionMode.AcceptEdits, false, true)]
    [InlineData(null, PermissionMode.AcceptEdits, true, false)]
    [InlineData(null, PermissionMode.Bubble, true, true)]
    [InlineData(null, PermissionMode.Bubble, false, true)]
    [InlineData(false, PermissionMode.Bubble, false, false)]
    [InlineData(true, PermissionMode.Default, true, true)]
    public void Whether_it_may_ask(bool? given, PermissionMode mode, bool background, bool may)
    {
        var asking = Permissions.Ask(given, mode, background);

        Assert.Equal(may, asking.MayAsk);
        Assert.Equal(may && mode == PermissionMode.Bubble, asking.AsksParent);
    }

    [Fact, Trait("Rule", "M4")]
    public void Only_what_bubbles_in_the_background_tries_rules_and_hooks_first()
    {
        var first =
            from mode in Modes.Values
            from background in new[] { true, false }
            from given in new bool?[] { null, true, false }
            where Permissions.Ask(given, mode, background).ChecksFirst
            select (mode, background, given);

        Assert.Equal([(PermissionMode.Bubble, true, null), (PermissionMode.Bubble, true, true)], first);
        var fork = Launches.Plan(call: Launches.Fork, parent: Launches.Claude).Context;
        Assert.True(fork is { Background: true, Mode.Value: "bubble", AsksParent: true, ChecksFirst: true });
    }

    private static (PlannedValue Mode, PlanNote? Note) Decide(string parent, string asked)
    {
        var word = asked.Split(' ')[0];
        return Permissions.Decide(
            Modes.TryGetValue(parent, out var mode) ? mode : null,
            isAgent: parent != "a person",
            word == "nothing" ? null : new AskedMode(Modes[word], "definition", asked.EndsWith("(admin)", StringComparison.Ordinal))
        );
    }
}
