using GitSwarm.Agents.Definitions;
using GitSwarm.Agents.Plans;
using GitSwarm.Agents.Runners;

namespace GitSwarm.Tests.Agents.Plans;

/// <summary>Plans from short descriptions of a call, a parent and a definition.</summary>
internal static class Launches
{
    internal static LaunchParent Person { get; } = new() { Directory = "/home/dev/app", Session = "me" };

    internal static LaunchParent Claude { get; } = Person with { Client = "claude", ClientSession = "c1", Model = "opus" };

    /// <summary>Who leads the team of <see cref="Member"/>.</summary>
    internal static LaunchParent Lead { get; } = Claude with { Leads = "docs" };

    internal static LaunchRequest Call { get; } = new() { Prompt = "Find out why the tests of the parser fail" };

    internal static LaunchRequest Fork { get; } = Call with { Fork = true };

    internal static LaunchRequest Member { get; } = Call with { Team = "docs", Name = "ui" };

    /// <summary>A runner that passes on every field.</summary>
    internal static TestRunner Any { get; } = new("claude", null);

    internal static CatalogEntry Entry(string fields, DefinitionSource source = DefinitionSource.User, string name = "helper") =>
        Catalogs.Of(Catalogs.File(source, $"---\nname: {name}\ndescription: Helps\n{fields}\n---\nYou help in {{cwd}} on {{branch}}."))[
            name
        ]!;

    internal static LaunchScene Scene(CatalogEntry? entry) =>
        new()
        {
            Id = "run-1",
            Entry = entry,
            Facts = new EnvironmentFacts
            {
                Directory = "/home/dev/app",
                Platform = "linux",
                Date = "2026-01-05",
                Shell = "bash",
                Branch = "main",
            },
            NewWorktree = new PlannedWorktree("/home/dev/agent-abcdefgh", "agent-abcdefgh"),
            Settings = new LaunchSettings(),
            Runner = new RunnerChoice(Any, "/usr/bin/claude", "found"),
            RunsDirectory = "/home/dev/app/.git/swarm/runs",
        };

    internal static LaunchPlan Plan(
        string fields = "",
        LaunchRequest? call = null,
        LaunchParent? parent = null,
        DefinitionSource source = DefinitionSource.User,
        Func<LaunchScene, LaunchScene>? scene = null
    )
    {
        var request = call ?? Call;
        var here = Scene(request.Fork ? null : Entry(fields, source));
        return LaunchPlanner.Plan(
            request,
            parent ?? (request.Team is null ? Person : Person with { Leads = request.Team }),
            scene is null ? here : scene(here)
        );
    }

    /// <summary>What was refused, and what to do next.</summary>
    internal static string Refusal(Action plan)
    {
        var refused = Xunit.Assert.Throws<SwarmException>(plan);
        return $"{refused.Message} / {refused.Hint}";
    }

    internal static string Notes(LaunchPlan plan) => string.Join('\n', plan.Notes.Select(n => $"[{n.Rule ?? "-"}] {n.Text}"));
}

/// <summary>A runner of which only the fields it passes on matter; null: all.</summary>
internal sealed class TestRunner(string name, params string[]? fields) : AgentRunner
{
    internal bool HasFace { get; init; }

    public override bool HasTerminal => HasFace;

    public override string Name => name;

    public override bool CanFork => name == "claude";

    public override IReadOnlyDictionary<string, string> Support { get; } =
        (fields ?? [.. FieldNames.InFiles]).ToDictionary(f => f, _ => "somehow", StringComparer.Ordinal);

    public override RunnerCommand Command(LaunchPlan plan) => throw new NotSupportedException();

    public override RunnerCommand? Continue(LaunchPlan plan, string? clientSession, string reason) => null;

    public override RunnerOutput Open(LaunchPlan plan) => throw new NotSupportedException();
}
