using System.Diagnostics;
using System.Globalization;
using GitSwarm.Sessions;
using GitSwarm.TestKit;

namespace GitSwarm.Worker;

/// <summary>What a round of mail in two lanes came to.</summary>
/// <param name="Text">Texts sent.</param>
/// <param name="Protocol">Requests and answers sent.</param>
/// <param name="Expected">What readers have to get of both, each reader's counted.</param>
/// <param name="Missing">That of it which they did not.</param>
/// <param name="WrongLane">Messages that came out at the reader of the other lane.</param>
/// <param name="Strays">Messages that came to whom they were not sent, or twice under two ids.</param>
/// <param name="Repeated">Messages that came again after they were recorded.</param>
/// <param name="Again">Messages that came again because recording them failed; allowed.</param>
/// <param name="OutOfOrder">Messages that came before an earlier one of the same sender, lane and priority.</param>
/// <param name="Looks">How often all readers looked.</param>
/// <param name="GaveUp">Deadlines of senders that passed.</param>
/// <param name="Packs">How often <c>pack-refs</c> ran meanwhile.</param>
/// <param name="Gcs">How often <c>gc</c> ran meanwhile.</param>
/// <param name="Seconds">How long it took, until everything was read.</param>
public sealed record LaneStressReport(
    int Text,
    int Protocol,
    int Expected,
    int Missing,
    int WrongLane,
    int Strays,
    int Repeated,
    int Again,
    int OutOfOrder,
    int Looks,
    int GaveUp,
    int Packs,
    int Gcs,
    double Seconds
)
{
    /// <summary>True when everything came out once, in order, at the reader it was for.</summary>
    public bool IsSound => this is { Missing: 0, WrongLane: 0, Strays: 0, Repeated: 0, OutOfOrder: 0 };
}

/// <summary>
/// The members of a team say things to each other and ask each other for things, while each has a process that reads the one and a
/// process that handles the other, and while the user's git packs refs and collects garbage.
/// </summary>
public static class LaneStress
{
    /// <summary>The team all are in.</summary>
    internal const string Team = "web";

    private static readonly string[] Lanes = ["text", "protocol"];

    /// <summary>What handlers are asked and told.</summary>
    internal static IReadOnlyList<string> Types { get; } =
    [
        "shutdown_request",
        "shutdown_response",
        "plan_approval_request",
        "plan_approval_response",
        "permission_request",
        "permission_response",
    ];

    /// <summary>To whom the n-th message of a member goes: to each of the others by turns, under both its names, and to all.</summary>
    internal static string AddressOf(string session, int n, int members)
    {
        var turn = n / 2 % members;
        var other = NameOf((NumberOf(session) + turn + 1) % members);
        return turn == members - 1 ? "team:" + Team
            : n / 2 / members % 2 == 0 ? other
            : AgentId(other);
    }

    /// <summary>By turns, so that of each pair of messages to one address one is for each lane, in both orders.</summary>
    internal static bool IsText(string session, int n) => (n + (n / 2) + NumberOf(session)) % 2 == 0;

    /// <summary>One round in a repository of its own.</summary>
    /// <param name="git">The git.</param>
    /// <param name="format">How it keeps refs.</param>
    /// <param name="members">How many send; each has two readers besides.</param>
    /// <param name="seconds">For how long.</param>
    public static LaneStressReport Run(TestGit git, RepositoryFormat format, int members, int seconds)
    {
        using var sandbox = new Sandbox(git);
        var started = new List<Process>();
        try
        {
            return Run(sandbox, TestRepository.Create(sandbox, format: format), members, seconds, started);
        }
        finally
        {
            // None is left, unless one failed.
            started.ForEach(End);
        }
    }

    private static LaneStressReport Run(Sandbox sandbox, TestRepository repository, int members, int seconds, List<Process> started)
    {
        var watch = Stopwatch.StartNew();
        var names = Enumerable.Range(0, members).Select(NameOf).ToList();
        var senders = names.ConvertAll(name => StartSender(sandbox, repository, name, members));
        started.AddRange(senders);
        senders.ForEach(s => s.StandardOutput.ReadLine());
        for (var n = 0; n < members; n++)
        {
            Tell(senders[n], n == 0 ? "lead" : "join");
            senders[n].StandardOutput.ReadLine();
        }
        var readers = names
            .Zip(senders)
            .SelectMany(m => Lanes.Select(lane => StartReader(sandbox, repository, m.First, m.Second.Id, lane)))
            .ToList();
        started.AddRange(readers);
        names.SelectMany(name => Lanes.Select(lane => Shown(sandbox, name, lane))).ToList().ForEach(MailStress.AwaitBegun);
        using var over = new CancellationTokenSource();
        var packing = Task.Run(() => StressRun.Loop(sandbox, repository, ["pack-refs", "--all"], over.Token));
        var collecting = Task.Run(() => StressRun.Loop(sandbox, repository, ["gc", "--quiet"], over.Token));
        var tidying = Task.Run(() => MailStress.Tidy(sandbox, repository, over.Token));
        senders.ForEach(s => Tell(s, string.Create(CultureInfo.InvariantCulture, $"go {seconds}")));
        var gaveUp = senders.ConvertAll(s => Number(s.StandardOutput.ReadLine()));
        over.Cancel();
        var (packs, gcs) = (packing.Result.Times, collecting.Result.Times);
        tidying.Wait();
        File.WriteAllText(sandbox.Path("over"), "");
        var looks = readers.ConvertAll(r => Number(StressRun.Finish(r)));
        senders.ForEach(s => s.StandardInput.Close());
        senders.ForEach(s => StressRun.Finish(s));
        var sent = names.SelectMany(name => File.ReadLines(sandbox.Path("sent-" + name))).Select(l => l.Split(' ')).ToList();
        var logs = names.ToDictionary(
            name => name,
            name => Array.ConvertAll(Lanes, lane => MailLog.Parse(File.ReadLines(Shown(sandbox, name, lane))))
        );
        return Judge(sent, logs) with
        {
            Looks = looks.Sum(),
            GaveUp = gaveUp.Sum(),
            Packs = packs,
            Gcs = gcs,
            Seconds = Math.Round(watch.Elapsed.TotalSeconds, 1),
        };
    }

    /// <summary>Compares what was sent with what came out.</summary>
    /// <param name="sent">Of each message lane and sender, number, and address.</param>
    /// <param name="logs">Of each member what its two readers got, the text lane's first.</param>
    public static LaneStressReport Judge(IReadOnlyList<string[]> sent, IReadOnlyDictionary<string, MailLog[]> logs)
    {
        var (expected, missing, wrongLane, strays) = (0, 0, 0, 0);
        foreach (var (name, both) in logs)
        {
            var mine = sent.Where(s => IsFor(name, s)).Select(s => $"{s[0]} {s[1]}").ToList();
            expected += mine.Count;
            foreach (var (lane, log) in Lanes.Zip(both))
            {
                var wanted = mine.Where(m => m.StartsWith(lane + ":", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
                var other = log.Shown.Count(m => !m.StartsWith(lane + ":", StringComparison.Ordinal));
                missing += wanted.Except(log.Shown, StringComparer.Ordinal).Count();
                wrongLane += other;
                strays += log.Shown.Count - other - wanted.Intersect(log.Shown, StringComparer.Ordinal).Count();
            }
        }
        var all = logs.Values.SelectMany(l => l).ToList();
        var texts = sent.Count(s => s[0].StartsWith("text:", StringComparison.Ordinal));
        return new LaneStressReport(
            texts,
            sent.Count - texts,
            expected,
            missing,
            wrongLane,
            strays,
            all.Sum(l => l.Repeated),
            all.Sum(l => l.Again),
            all.Sum(l => l.OutOfOrder),
            Looks: 0,
            GaveUp: 0,
            Packs: 0,
            Gcs: 0,
            Seconds: 0
        );
    }

    private static bool IsFor(string name, string[] sent) =>
        sent[2] == "team:" + Team ? !sent[0].EndsWith(":" + name, StringComparison.Ordinal) : sent[2] == name || sent[2] == AgentId(name);

    // The first leads, and is called that in its team.
    private static string AgentId(string name) => $"{(NumberOf(name) == 0 ? TeamSeat.Lead : name)}@{Team}";

    private static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"m{number}");

    /// <summary>The number of a member.</summary>
    internal static int NumberOf(string session) => Number(session[1..]);

    private static int Number(string? text) => int.Parse(text!, CultureInfo.InvariantCulture);

    private static string Shown(Sandbox sandbox, string name, string lane) => sandbox.Path($"{lane}-{name}");

    private static void End(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It was waited for.
        }
    }

    private static void Tell(Process process, string order)
    {
        process.StandardInput.WriteLine(order);
        process.StandardInput.Flush();
    }

    private static Process StartSender(Sandbox sandbox, TestRepository repository, string name, int members) =>
        StressRun.StartWorker(
            sandbox,
            ["lanes", "send", repository.Path, name, members.ToString(CultureInfo.InvariantCulture), sandbox.Path("sent-" + name)]
        );

    private static Process StartReader(Sandbox sandbox, TestRepository repository, string name, int process, string lane) =>
        StressRun.StartWorker(
            sandbox,
            [
                "lanes",
                lane,
                repository.Path,
                name,
                process.ToString(CultureInfo.InvariantCulture),
                Shown(sandbox, name, lane),
                sandbox.Path("over"),
            ]
        );
}
