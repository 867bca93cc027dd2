using System.Globalization;
using GitSwarm.Claims;
using GitSwarm.Delivery;
using GitSwarm.Store;
using GitSwarm.TestKit;
using GitSwarm.Worker;

// Real processes for tests: what they do to a repository must survive other processes doing the same.
const string Usage = """
    usage: append DIR SESSION WRITER COUNT      add COUNT lines to a record, each by one SwarmStore.Update
       or: claim DIR SESSION PATTERN FILE       ask at each line "claim"; who is told yes holds FILE
       or: send DIR SESSION COUNT               send COUNT messages to readers and to everybody
       or: read DIR SESSION SHOWN OVER          show messages in SHOWN until OVER is there and none is left
       or: lanes send DIR SESSION MEMBERS SENT  a member of a team of MEMBERS, told by lines: lead or join, go SECONDS
       or: lanes text|protocol DIR SESSION PID SHOWN OVER   one lane of the session of process PID
       or: housekeep DIR CLONE YYYY-MM-DD       what 'git swarm gc' does to objects and refs
       or: worktree make DIR CHARACTERS            make an agent's worktree, and say what was made
       or: worktree remove DIR FILE                remove the one FILE tells of, if nothing is lost
       or: typed FILE KIND                      keep what is typed into a raw terminal; echo, fold, clock, deaf or mute
       or: garbage [EVENTS]                     5000: a day of ten sessions, and what is left of it
       or: garbage notes [NOTES]                10000: weeks of 20 sessions that note things, and what is left of them
       or: simulate sync [CLONES [DAYS [MINUTES]]]   8 1 5: clones of ten sessions that exchange every 5 minutes
       or: stress [WRITERS [UPDATES [ROUNDS]]]  32 100 10: on files and reftable, beside pack-refs and gc
       or: stress claims [PROCESSES [ROUNDS]]   32 60: one path, then overlapping patterns, on every git here
       or: stress remote-claims [CLONES [ROUNDS]]   8 40: through one remote, then again while it packs its refs
       or: stress mail [SENDERS [MESSAGES [ROUNDS]]]   16 100 1: readers read meanwhile, one is killed all the time
       or: stress lanes [MEMBERS [SECONDS]]     8 60: each sends to all, and has a reader for each lane
    """;

switch (args)
{
    case ["append", var directory, var session, var writer, var count]:
        Console.WriteLine(Appender.Run(WorkerStore.Open(directory), session, writer, Number(count)));
        return 0;
    case ["claim", var directory, var session, var pattern, var oracle]:
        var claimer = new ClaimWorker(WorkerStore.Open(directory), session, ClaimPattern.Parse(pattern, ""), oracle);
        Console.WriteLine(claimer.Run(Console.In, Console.Out));
        return 0;
    case ["send", var directory, var session, var count]:
        Console.WriteLine(MailSender.Run(WorkerStore.Open(directory), session, Number(count)));
        return 0;
    case ["read", var directory, var session, var shown, var over]:
        MailReader.Run(WorkerStore.Open(directory), session, shown, over);
        return 0;
    case ["lanes", "send", var directory, var session, var members, var sent]:
        new LaneSender(WorkerStore.Open(directory), session, Number(members), sent).Run(Console.In, Console.Out);
        return 0;
    case ["lanes", var lane, var directory, var session, var process, var shown, var over]:
        var lanes = WorkerStore.Open(directory);
        var owner = MailActor.Caller(lanes, session, Number(process));
        var laneReader = new LaneReader(
            lanes,
            owner,
            Enum.Parse<Lane>(lane, ignoreCase: true),
            alone: LaneStress.NumberOf(session) % 2 == 0
        );
        Console.WriteLine(laneReader.Run(shown, over));
        return 0;
    case ["housekeep", var directory, var clone, var day]:
        var now = DateTimeOffset.Parse(day, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        Console.WriteLine(WorkerStore.Garbage(directory, clone).Collect(now));
        return 0;
    case ["worktree", "make", var directory, var characters]:
        Console.WriteLine(WorktreeRun.Make(directory, characters));
        return 0;
    case ["worktree", "remove", var directory, var file]:
        return WorktreeRun.Remove(directory, file) ? 0 : 1;
    case ["typed", var file, var kind]:
        TypedTerminal.Run(file, kind);
        return 0;
    case ["garbage", "notes", .. var numbers]:
        using (var sandbox = new Sandbox())
        {
            var report = NoteRun.Run(sandbox, TestRepository.Create(sandbox), Number(numbers.ElementAtOrDefault(0) ?? "10000"));
            Console.WriteLine(report);
            return report is { Refs: < 200, StoreKiB: < 5 * 1024, Said: "" } ? 0 : 1;
        }
    case ["garbage", .. var numbers]:
        using (var sandbox = new Sandbox())
        {
            var report = GarbageRun.Run(sandbox, TestRepository.Create(sandbox), Number(numbers.ElementAtOrDefault(0) ?? "5000"));
            Console.WriteLine(report);
            return report is { LooseGrown: < 256, Refs: < 60, Said: "" } ? 0 : 1;
        }
    case ["simulate", "sync", .. var numbers]:
        Console.WriteLine(
            SyncSimulation.Run(
                Gits.System,
                Number(numbers.ElementAtOrDefault(0) ?? "8"),
                Number(numbers.ElementAtOrDefault(1) ?? "1"),
                TimeSpan.FromMinutes(Number(numbers.ElementAtOrDefault(2) ?? "5"))
            )
        );
        return 0;
    case ["stress", "claims", .. var numbers]:
        return StressClaims(Number(numbers.ElementAtOrDefault(0) ?? "32"), Number(numbers.ElementAtOrDefault(1) ?? "60"));
    case ["stress", "remote-claims", .. var numbers]:
        return StressRemoteClaims(Number(numbers.ElementAtOrDefault(0) ?? "8"), Number(numbers.ElementAtOrDefault(1) ?? "40"));
    case ["stress", "mail", .. var numbers]:
        return StressMail(
            Number(numbers.ElementAtOrDefault(0) ?? "16"),
            Number(numbers.ElementAtOrDefault(1) ?? "100"),
            Number(numbers.ElementAtOrDefault(2) ?? "1")
        );
    case ["stress", "lanes", .. var numbers]:
        return StressLanes(Number(numbers.ElementAtOrDefault(0) ?? "8"), Number(numbers.ElementAtOrDefault(1) ?? "60"));
    case ["stress", .. var numbers]:
        var plan = new StressPlan(Number(numbers.ElementAtOrDefault(0) ?? "32"), Number(numbers.ElementAtOrDefault(1) ?? "100"));
        return Stress(plan, Number(numbers.ElementAtOrDefault(2) ?? "10"));
    default:
        Console.Error.WriteLine(Usage);
        return 129;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static int Stress(StressPlan plan, int rounds)
{
    var lost = 0;
    foreach (var (git, format) in new[] { (Gits.System, RepositoryFormat.Files), (Gits.Newest, RepositoryFormat.Reftable) })
    {
        if (!git.Supports(format))
        {
            Console.WriteLine($"{format}: no git here can make it");
            continue;
        }
        for (var round = 1; round <= rounds; round++)
        {
            var report = StressRun.Run(git, format, plan);
            lost += report.Lost + report.Extra;
            Console.WriteLine($"{git} {format} round {round}: {report}");
        }
    }
    return lost == 0 ? 0 : 1;
}

static int StressClaims(int processes, int rounds)
{
    var wrong = 0;
    foreach (var git in Gits.Known.Where(g => g.Exists))
    {
        var format = git.Supports(RepositoryFormat.Reftable) ? RepositoryFormat.Reftable : RepositoryFormat.Files;
        foreach (var shape in Enum.GetValues<ClaimShape>())
        {
            var report = ClaimStress.Run(git, format, shape, processes, rounds);
            wrong += report.Doubles + report.Idle + report.Strays;
            Console.WriteLine($"{git} {format} {shape}: {report}");
        }
    }
    return wrong == 0 ? 0 : 1;
}

static int StressRemoteClaims(int clones, int rounds)
{
    var wrong = 0;
    foreach (var packs in new[] { false, true })
    {
        var report = RemoteClaimStress.Run(Gits.System, clones, rounds, packs);
        wrong += report.Doubles + report.Said.Length;
        Console.WriteLine(report);
    }
    return wrong == 0 ? 0 : 1;
}

static int StressMail(int senders, int messages, int rounds)
{
    var wrong = 0;
    foreach (var (git, format) in new[] { (Gits.System, RepositoryFormat.Files), (Gits.Newest, RepositoryFormat.Reftable) })
    {
        if (!git.Supports(format))
        {
            Console.WriteLine($"{format}: no git here can make it");
            continue;
        }
        for (var round = 1; round <= rounds; round++)
        {
            var report = MailStress.Run(git, format, senders, messages);
            wrong += report.IsSound ? 0 : 1;
            Console.WriteLine($"{git} {format} round {round}: {report}");
        }
    }
    return wrong == 0 ? 0 : 1;
}

static int StressLanes(int members, int seconds)
{
    var wrong = 0;
    foreach (var (git, format) in new[] { (Gits.System, RepositoryFormat.Files), (Gits.Newest, RepositoryFormat.Reftable) })
    {
        if (!git.Supports(format))
        {
            Console.WriteLine($"{format}: no git here can make it");
            continue;
        }
        var report = LaneStress.Run(git, format, members, seconds);
        wrong += report.IsSound ? 0 : 1;
        Console.WriteLine($"{git} {format}: {report}");
    }
    return wrong == 0 ? 0 : 1;
}
