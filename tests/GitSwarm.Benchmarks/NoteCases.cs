using GitSwarm.Git;
using GitSwarm.Setup;
using GitSwarm.TestKit;
using GitSwarm.Worker;

namespace GitSwarm.Benchmarks;

/// <summary>What the user's own git takes longer for weeks of notes, and what they leave in the store.</summary>
/// <param name="program">The git-swarm to measure.</param>
/// <param name="notes">How many notes.</param>
internal sealed class NoteCases(string program, int notes)
{
    private static readonly string[] Verbs = ["log", "fetch", "push"];
    private int refs;
    private double mebibytes;

    internal IReadOnlyList<Case> Create(Sandbox sandbox)
    {
        var plain = TaxCases.Repository(sandbox, program, "without-notes");
        var noted = TaxCases.Repository(sandbox, program, "noted");
        noted.Swarm("init");
        var before = NoteRun.Objects(sandbox, noted.Path).KiB;
        var git = noted.Plumbing();
        var version = GitVersion.Parse(git.Process.Run(["--version"]).Text) ?? GitVersion.Oldest;
        var weeks = new NoteWeeks(git, CloneIdentity.Of(git.Repository).IdForReading, version, TimeProvider.System.GetUtcNow());
        weeks.Play(NoteRun.Sessions, notes);
        refs = noted.Git("for-each-ref", "refs/swarm").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
        // In a copy: what is measured is not helped by the user's gc.
        var copy = sandbox.Path("collected");
        sandbox.Run("cp", ["-a", noted.Path, copy]).OutputOrThrow("cp");
        sandbox.Git(copy, "gc", "--quiet");
        mebibytes = (NoteRun.Objects(sandbox, copy).KiB - before) / 1024.0;
        return
        [
            .. Verbs.SelectMany(v =>
                new[]
                {
                    TaxCases.Of(plain, v, Name(v, busy: false), null),
                    TaxCases.Of(noted, v, Name(v, busy: true), Name(v, busy: false)),
                }
            ),
        ];
    }

    internal IEnumerable<Target> Judge(IReadOnlyDictionary<string, Measurement> measured) =>
        [
            .. Targets.OfTax(measured, $"{notes} notes", Name),
            new Target($"refs after {notes} notes", refs, 199, "refs"),
            new Target($"the store after {notes} notes and git gc", mebibytes, 5, "MiB"),
        ];

    private string Name(string verb, bool busy) => $"git {verb}, {(busy ? $"{notes}" : "no")} notes";
}
