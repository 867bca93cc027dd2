using System.Diagnostics;
using GitSwarm.Claims;
using GitSwarm.Git;
using GitSwarm.Sessions;
using GitSwarm.Sessions.Processes;
using GitSwarm.Store;
using GitSwarm.TestKit;

namespace GitSwarm.Worker;

/// <summary>What claimers ask for.</summary>
public enum ClaimShape
{
    /// <summary>All of them one path.</summary>
    OnePath,

    /// <summary>Patterns of several forms, any two of which overlap.</summary>
    OverlappingPatterns,
}

/// <summary>What rounds of claims came to.</summary>
/// <param name="Grants">How often a claimer was told yes.</param>
/// <param name="Refusals">How often one was told no.</param>
/// <param name="GaveUp">Deadlines that passed.</param>
/// <param name="Doubles">How often one was told yes while another held it: none, or claims are worth nothing.</param>
/// <param name="Idle">Rounds after which nobody held it: none, unless all gave up.</param>
/// <param name="Strays">Claims on record in the end that nobody was granted, or that were given back.</param>
/// <param name="MedianMs">What an answer took, in the middle.</param>
/// <param name="P95Ms">One in twenty took longer.</param>
/// <param name="Packs">How often <c>pack-refs</c> ran meanwhile.</param>
/// <param name="Gcs">How often <c>gc</c> ran meanwhile.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record ClaimStressReport(
    int Grants,
    int Refusals,
    int GaveUp,
    int Doubles,
    int Idle,
    int Strays,
    double MedianMs,
    double P95Ms,
    int Packs,
    int Gcs,
    double Seconds
);

/// <summary>Many sessions claim the same while the user's git packs refs and collects garbage.</summary>
public static class ClaimStress
{
    // All of them are about src/auth/login.cs.
    private static readonly string[] Overlapping =
    [
        "src/**",
        "**/*.cs",
        "src/auth",
        "src/a*/**",
        "src/auth/login.cs",
        "src/*/login.*",
        "s*/auth/*",
        "**/l[a-o]gin.cs",
    ];

    /// <summary>Runs claimers in a repository of their own: in each round all of them ask at once, and one gets it.</summary>
    /// <remarks>Whoever holds it gives it back before every other round, and at the same moment as the others ask in the rest.</remarks>
    /// <param name="git">The git.</param>
    /// <param name="format">How it keeps refs.</param>
    /// <param name="shape">What they ask for.</param>
    /// <param name="processes">How many claimers.</param>
    /// <param name="rounds">How often each asks.</param>
    public static ClaimStressReport Run(TestGit git, RepositoryFormat format, ClaimShape shape, int processes, int rounds)
    {
        using var sandbox = new Sandbox(git);
        var repository = TestRepository.Create(sandbox, format: format);
        var watch = Stopwatch.StartNew();
        var claimers = Enumerable.Range(0, processes).Select(n => Start(sandbox, repository, n, shape)).ToList();
        using var over = new CancellationTokenSource();
        var packing = Task.Run(() => StressRun.Loop(sandbox, repository, ["pack-refs", "--all"], over.Token));
        var collecting = Task.Run(() => StressRun.Loop(sandbox, repository, ["gc", "--quiet"], over.Token));
        var (idle, more) = (0, 0);
        List<Process> holders = [];
        for (var round = 0; round < rounds; round++)
        {
            if (round % 2 == 0)
            {
                Order(holders, ClaimWorker.ReleaseOrder);
            }
            holders = Order(claimers, ClaimWorker.ClaimOrder);
            idle += holders.Count == 0 ? 1 : 0;
            more += Math.Max(0, holders.Count - 1);
        }
        claimers.ForEach(c => c.StandardInput.Close());
        var reports = claimers.ConvertAll(c => ClaimerReport.Parse(StressRun.Finish(c)));
        over.Cancel();
        var (packs, gcs) = (packing.Result.Times, collecting.Result.Times);
        var granted = reports.SelectMany(r => r.Held).ToHashSet(StringComparer.Ordinal);
        var times = reports.SelectMany(r => r.Milliseconds).Order().ToList();
        return new ClaimStressReport(
            reports.Sum(r => r.Grants),
            reports.Sum(r => r.Refusals),
            reports.Sum(r => r.GaveUp),
            Math.Max(more, reports.Sum(r => r.Doubles)),
            idle,
            OnRecord(sandbox, repository).Count(c => !granted.Contains(c.Record.Id)),
            times[times.Count / 2],
            times[times.Count * 95 / 100],
            packs,
            gcs,
            Math.Round(watch.Elapsed.TotalSeconds, 1)
        );
    }

    /// <summary>Tells some claimers what to do, all at once, and waits for them.</summary>
    /// <returns>Those that hold it then.</returns>
    private static List<Process> Order(List<Process> claimers, string order)
    {
        foreach (var claimer in claimers)
        {
            claimer.StandardInput.WriteLine(order);
            claimer.StandardInput.Flush();
        }
        return claimers.FindAll(c => c.StandardOutput.ReadLine() == "yes");
    }

    private static Process Start(Sandbox sandbox, TestRepository repository, int number, ClaimShape shape) =>
        StressRun.StartWorker(
            sandbox,
            [
                "claim",
                repository.Path,
                $"claimer-{number}",
                shape == ClaimShape.OnePath ? "src/auth/login.cs" : Overlapping[number % Overlapping.Length],
                sandbox.Path("held"),
            ]
        );

    private static IReadOnlyList<Claim> OnRecord(Sandbox sandbox, TestRepository repository)
    {
        var from = ClaimWorker.Vantage(ProcessTables.ForThisSystem());
        var snapshot = SnapshotReader.Read(StressRun.GitOf(sandbox, repository), ClaimBook.Prefixes);
        return ClaimBook.Of(Roster.Of(snapshot, from), from.CloneId, from.Now).All;
    }
}
