using System.Diagnostics;
using System.Globalization;
using GitSwarm.Delivery;
using GitSwarm.Git;
using GitSwarm.Mail;
using GitSwarm.Store;
using GitSwarm.TestKit;

namespace GitSwarm.Worker;

/// <summary>What a round of mail came to.</summary>
/// <param name="Expected">Messages that readers have to be shown, each reader's counted.</param>
/// <param name="Missing">Those of them that were not.</param>
/// <param name="Strays">Messages shown to whom they were not sent, or twice under two ids.</param>
/// <param name="Repeated">Messages shown again after the delivery was on record.</param>
/// <param name="Again">Messages shown again by a reader that was killed before it could record them; allowed.</param>
/// <param name="OutOfOrder">Messages shown before an earlier one of the same sender and priority.</param>
/// <param name="Kills">How often a reader was killed.</param>
/// <param name="GaveUp">Deadlines of senders that passed.</param>
/// <param name="MedianMs">What a message took to send, in the middle.</param>
/// <param name="P95Ms">One in twenty took longer.</param>
/// <param name="Packs">How often <c>pack-refs</c> ran meanwhile.</param>
/// <param name="Gcs">How often <c>gc</c> ran meanwhile.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record MailStressReport(
    int Expected,
    int Missing,
    int Strays,
    int Repeated,
    int Again,
    int OutOfOrder,
    int Kills,
    int GaveUp,
    double MedianMs,
    double P95Ms,
    int Packs,
    int Gcs,
    double Seconds
)
{
    /// <summary>True when nothing was lost, doubled, misled or out of order.</summary>
    public bool IsSound => this is { Missing: 0, Strays: 0, Repeated: 0, OutOfOrder: 0 };
}

/// <summary>Many sessions write to a few, who read meanwhile, while the user's git packs refs and collects garbage.</summary>
public static class MailStress
{
    private const int Readers = 4;
    private static readonly TimeSpan Retention = TimeSpan.FromDays(14);

    /// <summary>To whom the n-th message of a sender goes: to each reader by turns, then to everybody.</summary>
    internal static string AddressOf(int n) => n % (Readers + 1) == Readers ? Addressee.Everybody : ReaderName(n % (Readers + 1));

    /// <summary>How urgent it is.</summary>
    internal static Priority PriorityOf(int n) => (Priority)(n / (Readers + 1) % 3);

    private static string ReaderName(int n) => $"reader-{n}";

    /// <summary>Runs senders and readers in a repository of their own; one reader is killed and started again all the time.</summary>
    /// <param name="git">The git.</param>
    /// <param name="format">How it keeps refs.</param>
    /// <param name="senders">How many senders.</param>
    /// <param name="messages">Messages of each.</param>
    public static MailStressReport Run(TestGit git, RepositoryFormat format, int senders, int messages)
    {
        using var sandbox = new Sandbox(git);
        var repository = TestRepository.Create(sandbox, format: format);
        var watch = Stopwatch.StartNew();
        var readers = Enumerable.Range(1, Readers - 1).Select(n => StartReader(sandbox, repository, n)).ToList();
        using var victim = new MailVictim(() => StartReader(sandbox, repository, 0), sandbox.Path(ReaderName(0)));
        for (var n = 0; n < Readers; n++)
        {
            AwaitBegun(sandbox.Path(ReaderName(n)));
        }
        var sending = Enumerable.Range(0, senders).Select(n => StartSender(sandbox, repository, n, messages)).ToList();
        using var over = new CancellationTokenSource();
        var packing = Task.Run(() => StressRun.Loop(sandbox, repository, ["pack-refs", "--all"], over.Token));
        var collecting = Task.Run(() => StressRun.Loop(sandbox, repository, ["gc", "--quiet"], over.Token));
        var tidying = Task.Run(() => Tidy(sandbox, repository, over.Token));
        var killing = Task.Run(() => victim.KillAndRestart(over.Token));
        var reports = sending.ConvertAll(s => SenderReport.Parse(StressRun.Finish(s)));
        over.Cancel();
        var (packs, gcs) = (packing.Result.Times, collecting.Result.Times);
        tidying.Wait();
        killing.Wait();
        File.WriteAllText(sandbox.Path("over"), "");
        readers.Add(victim.Take());
        readers.ForEach(r => StressRun.Finish(r));
        var logs = Enumerable.Range(0, Readers).Select(n => MailLog.Parse(File.ReadLines(sandbox.Path(ReaderName(n))))).ToList();
        var (expected, missing, strays) = Compare(logs, senders, messages);
        var times = reports.SelectMany(r => r.Milliseconds).Order().ToList();
        return new MailStressReport(
            expected,
            missing,
            strays,
            logs.Sum(l => l.Repeated),
            logs.Sum(l => l.Again),
            logs.Sum(l => l.OutOfOrder),
            victim.Kills,
            reports.Sum(r => r.GaveUp),
            times[times.Count / 2],
            times[times.Count * 95 / 100],
            packs,
            gcs,
            Math.Round(watch.Elapsed.TotalSeconds, 1)
        );
    }

    /// <summary>What is there against what has to be there.</summary>
    private static (int Expected, int Missing, int Strays) Compare(List<MailLog> logs, int senders, int messages)
    {
        var (expected, missing, strays) = (0, 0, 0);
        for (var reader = 0; reader < Readers; reader++)
        {
            var wanted = Enumerable
                .Range(0, messages)
                .Where(n => AddressOf(n) == Addressee.Everybody || AddressOf(n) == ReaderName(reader))
                .SelectMany(n => Enumerable.Range(0, senders).Select(s => $"sender-{s} {n}"))
                .ToHashSet(StringComparer.Ordinal);
            expected += wanted.Count;
            missing += wanted.Except(logs[reader].Shown, StringComparer.Ordinal).Count();
            strays += logs[reader].Shown.Count - wanted.Intersect(logs[reader].Shown, StringComparer.Ordinal).Count();
        }
        return (expected, missing, strays);
    }

    private static Process StartReader(Sandbox sandbox, TestRepository repository, int number) =>
        StressRun.StartWorker(
            sandbox,
            ["read", repository.Path, ReaderName(number), sandbox.Path(ReaderName(number)), sandbox.Path("over")]
        );

    private static Process StartSender(Sandbox sandbox, TestRepository repository, int number, int messages) =>
        StressRun.StartWorker(sandbox, ["send", repository.Path, $"sender-{number}", messages.ToString(CultureInfo.InvariantCulture)]);

    /// <summary>Waits until a reader has begun.</summary>
    internal static void AwaitBegun(string shown)
    {
        while (!File.Exists(shown) || !File.ReadLines(shown).Contains(MailReader.Begun))
        {
            Thread.Sleep(5);
        }
    }

    /// <summary>What <c>git swarm gc</c> does to sessions and feeds.</summary>
    internal static void Tidy(Sandbox sandbox, TestRepository repository, CancellationToken over)
    {
        var store = new SwarmStore(StressRun.GitOf(sandbox, repository), new Random(), SwarmStore.CommandDeadline);
        while (!over.IsCancellationRequested)
        {
            try
            {
                MailActor.Sessions(store).CleanUp(Retention);
                new FeedCleanup(store, MailActor.Vantage()).Run(Retention);
            }
            catch (SwarmException error) when (error.Code == ErrorCode.StoreBusy)
            {
                // The next time will do.
            }
            over.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(200));
        }
    }
}
