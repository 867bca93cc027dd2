using FsCheck;
using FsCheck.Fluent;
using GitSwarm.Sessions;
using GitSwarm.Store;
using GitSwarm.Tasks;
using Xunit;

namespace GitSwarm.Tests.Tasks;

/// <summary>What holds of a list after any sequence of what sessions can do, and of what can happen to them.</summary>
public class TaskLawTests
{
    private static readonly string[] Names = ["ann", "bob", "eve"];

    [Fact]
    public void Nothing_is_taken_or_done_before_what_it_waits_for() =>
        Always(
            (before, after, _) =>
                after.All.FirstOrDefault(t =>
                    before[t.Id] is { } was
                    && (Began(was, t) || Ended(was, t))
                    && was.Record.BlockedBy?.Any(b => before[b] is { State: not TaskState.Done }) == true
                )
        );

    [Fact]
    public void Nobody_loses_a_task_to_a_taker_while_they_are_there() =>
        Always(
            (before, after, did) =>
                did is "take" or "done"
                    ? after.All.FirstOrDefault(t =>
                        before[t.Id] is { State: TaskState.InProgress } was && was.Record.Owner?.Session != t.Record.Owner?.Session
                    )
                    : null
        );

    [Fact]
    public void What_a_dead_session_had_is_never_its_own_again()
    {
        var dead = new HashSet<(int, string, DateTimeOffset?)>();
        Always(
            (before, after, _) =>
            {
                dead.UnionWith(before.All.Where(t => t.Left is not null).Select(t => (t.Id, t.Record.Owner!.Start, t.Record.Taken)));
                return after.All.FirstOrDefault(t =>
                    t.State == TaskState.InProgress && dead.Contains((t.Id, t.Record.Owner!.Start, t.Record.Taken))
                );
            },
            dead.Clear
        );
    }

    [Fact]
    public void No_task_waits_for_itself_however_far_around() =>
        Always((_, after, _) => after.All.FirstOrDefault(t => Reaches(after, t.Id, t.Id)));

    [Fact]
    public void What_is_not_done_can_be_finished() =>
        Always(
            (_, after, _) =>
                after.All.Any(t => t.State != TaskState.Done) && !after.All.Any(t => t.State != TaskState.Done && t.WaitsFor.Count == 0)
                    ? after.All[0]
                    : null
        );

    [Fact]
    public void A_number_is_never_given_again()
    {
        var seen = new Dictionary<int, DateTimeOffset>();
        Always(
            (_, after, _) =>
            {
                var twice = after.All.FirstOrDefault(t => seen.TryGetValue(t.Id, out var created) && created != t.Record.Created);
                foreach (var task in after.All)
                {
                    seen.TryAdd(task.Id, task.Record.Created);
                }
                return twice;
            },
            seen.Clear
        );
    }

    [Fact]
    public void A_list_reads_back_as_it_was_written() =>
        Always(
            (_, after, _) =>
            {
                var bytes = Records.Write(after.Record!, TaskJson.Default.TaskListRecord);
                var blob = new StoredBlob(SwarmRefs.TasksOf("c", "main"), after.Ref, default, bytes);
                var read = Records.Read(blob, TaskJson.Default.TaskListRecord, [])!;
                Assert.Equal(bytes, Records.Write(read, TaskJson.Default.TaskListRecord));
                return null;
            }
        );

    /// <param name="wrong">A task that breaks the law: of the list before and after one thing happened, and what.</param>
    /// <param name="begin">Done before each sequence.</param>
    private static void Always(Func<TaskList, TaskList, string, TaskItem?> wrong, Action? begin = null) =>
        Prop.ForAll(
                Gen.Choose(0, int.MaxValue - 1).ListOf(60).ToArbitrary(),
                codes =>
                {
                    begin?.Invoke();
                    var world = new TaskWorld(Names);
                    world.Add("ann", "first");
                    var said = new List<string>();
                    foreach (var code in codes)
                    {
                        var before = world.List;
                        var did = Happen(world, code);
                        said.Add(did);
                        var broken = wrong(before, world.List, did.Split(' ')[0]);
                        Assert.True(broken is null, $"task {broken?.Id} ({broken?.State}) after\n{string.Join('\n', said)}");
                    }
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    private static string Happen(TaskWorld world, int code)
    {
        var random = new Random(code);
        var who = Names[random.Next(Names.Length)];
        world.Now += TimeSpan.FromSeconds(1);
        var ids = world.List.All.Select(t => t.Id).ToList();
        int One() => ids[random.Next(ids.Count)];
        if (!world.Of(who).IsLive)
        {
            world.Start(who);
            return $"start {who}";
        }
        switch (random.Next(14))
        {
            case 0:
                world.End(who);
                return $"end {who}";
            case 1:
                world.Start(who);
                return $"start {who} again";
            case 2 or 3 or 4:
                int[] blockers = [.. Enumerable.Range(0, random.Next(3)).Select(_ => One()).Distinct()];
                world.Add(who, "s", blockers);
                return $"add {string.Join(',', blockers)}";
            case 5 or 6:
                return $"take {who}: {world.Take(who).Task?.Id}";
            case 7:
                var wanted = One();
                return $"take {who} {wanted}: {world.Take(who, wanted).Refusal}";
            case 8 or 9 or 10:
                var over = One();
                return $"done {who} {over}: {world.Done(who, over).Refusal}";
            case 11:
                var (task, by) = (One(), One());
                try
                {
                    return $"block {task} {by}: {world.Block(who, task, by).Refusal}";
                }
                catch (SwarmException error) when (error.Code == ErrorCode.TaskCycle)
                {
                    return $"block {task} {by}: refused";
                }
            case 12:
                var freed = One();
                return $"unblock {freed}: {world.Unblock(who, freed, One()).Refusal}";
            default:
                var edited = One();
                var answer = world.Edit(
                    who,
                    edited,
                    new TaskEdit
                    {
                        Release = random.Next(2) == 0,
                        Reopen = random.Next(4) == 0,
                        Subject = "t",
                    }
                );
                return $"edit {edited}: {answer.Refusal}";
        }
    }

    private static bool Began(TaskItem was, TaskItem now) => was.State == TaskState.Open && now.State == TaskState.InProgress;

    private static bool Ended(TaskItem was, TaskItem now) => was.State != TaskState.Done && now.State == TaskState.Done;

    private static bool Reaches(TaskList list, int from, int to)
    {
        var seen = new HashSet<int>();
        var stack = new Stack<int>(list[from]!.Record.BlockedBy ?? []);
        while (stack.TryPop(out var at))
        {
            if (at == to)
            {
                return true;
            }
            if (seen.Add(at))
            {
                foreach (var next in list[at]?.Record.BlockedBy ?? [])
                {
                    stack.Push(next);
                }
            }
        }
        return false;
    }
}
