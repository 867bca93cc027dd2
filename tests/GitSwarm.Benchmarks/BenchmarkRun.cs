using GitSwarm.ClientTests.Clients;
using GitSwarm.TestKit;

namespace GitSwarm.Benchmarks;

/// <summary>Sets the scenes up, measures, prints.</summary>
internal sealed class BenchmarkRun(BenchmarkOptions options)
{
    private readonly List<Target> targets = [];

    /// <summary>Runs everything that was asked for.</summary>
    /// <returns>True when every target holds.</returns>
    internal bool Run()
    {
        using var building = options.Binary is null ? new Sandbox() : null;
        var program = options.Binary ?? NativeBuild.Into(building!.Path("prefix"));
        Measure("Single commands", s => CommandCases.Create(s, program), Targets.OfCommands);
        Measure("Looking into work trees", s => ObservingCases.Create(s, program), Targets.OfObserving);
        Measure("Claims", s => [.. ClaimCases.Create(s, program), .. CommitCases.Create(s, program)], Targets.OfClaims);
        Measure("Conflicts", s => ConflictCases.Create(s, program), Targets.OfConflicts);
        Measure("Notes and mail", s => MailCases.Create(s, program), Targets.OfMail);
        Measure("Hooks of clients", s => HookCases.Create(s, program), Targets.OfHooks);
        Measure("Agent definitions", s => DefinitionCases.Create(s, program), Targets.OfDefinitions);
        Measure("Launching agents", s => RunCases.Create(s, program), Targets.OfRuns);
        MeasureTurns(program);
        Measure("Exchanges with a remote", s => SyncCases.Create(s, program), Targets.OfSync);
        var notes = new NoteCases(program, options.Notes);
        Measure("The user's own git, beside notes", notes.Create, notes.Judge);
        Measure("The user's own git", s => TaxCases.Create(s, program, options.Events), Targets.OfTax);
        Report.Targets(targets);
        return targets.TrueForAll(t => t.Holds);
    }

    private void MeasureTurns(string program)
    {
        const string Title = "A turn of Claude Code, each of 40 tool calls";
        if (options.Only is { } word && !Title.Contains(word, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }
        if (!Installed.Has("claude"))
        {
            Console.Error.WriteLine("turns are not measured: Claude Code is not installed; run tests/tools/install-clients.sh");
            return;
        }
        // The scenes of the client tests take the program from here.
        Environment.SetEnvironmentVariable("GIT_SWARM_BIN", program);
        Report.Table(Title, TurnCases.Cases, TurnCases.Run(Math.Min(options.Rounds, 10)));
    }

    private void Measure(
        string title,
        Func<Sandbox, IReadOnlyList<Case>> create,
        Func<IReadOnlyDictionary<string, Measurement>, IEnumerable<Target>> judge
    )
    {
        if (options.Only is { } word && !title.Contains(word, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }
        using var sandbox = new Sandbox();
        var cases = create(sandbox);
        var measured = Rounds.Run(cases, options.Rounds);
        Report.Table(title, cases, measured);
        targets.AddRange(judge(measured));
    }
}
