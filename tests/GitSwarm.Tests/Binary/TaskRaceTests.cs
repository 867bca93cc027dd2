using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>Sixteen sessions, each command a process, take and finish what is on one list.</summary>
[Trait("Category", "Binary")]
public sealed class TaskRaceTests
{
    // Starting the build of this run takes a quarter of a second of a processor, native code a hundredth: the full number is
    // for that one.
    private static readonly int Tasks = Environment.GetEnvironmentVariable("GIT_SWARM_BIN") is { Length: > 0 } ? 200 : 60;
    private const int Takers = 16;

    [Fact]
    public async Task Each_task_is_taken_once_and_never_before_what_it_waits_for()
    {
        using var cli = new Cli();
        var blockers = Graph(new Random(1));
        Plant(cli, blockers);
        var takers = Enumerable.Range(0, Takers).Select(n => Taker(cli, n)).ToList();
        var begun = new ConcurrentDictionary<int, bool>();
        var taken = new ConcurrentQueue<int>();
        var early = new ConcurrentQueue<string>();
        var done = 0;

        void Work(CliUser taker, Random random)
        {
            while (Volatile.Read(ref done) < Tasks)
            {
                var take = taker.Run("task", "take", "--json");
                if (take.ExitCode == 1)
                {
                    Assert.Contains("nothing-ready", take.Output, StringComparison.Ordinal);
                    Thread.Sleep(random.Next(500, 1500));
                    continue;
                }
                var id = int.Parse(
                    JsonDocument.Parse(take.OutputOrThrow("take")).RootElement.GetProperty("task").Text("id"),
                    CultureInfo.InvariantCulture
                );
                taken.Enqueue(id);
                // Whoever finishes a task says so here first.
                foreach (var blocker in blockers[id].Where(b => !begun.ContainsKey(b)))
                {
                    early.Enqueue($"{id} was taken before {blocker} was done");
                }
                begun[id] = true;
                taker.Do("task", "done", id.ToString(CultureInfo.InvariantCulture), "-q");
                Interlocked.Increment(ref done);
            }
        }

        await Task.WhenAll(takers.Select((t, n) => Task.Factory.StartNew(() => Work(t, new Random(n)), TaskCreationOptions.LongRunning)));

        Assert.Empty(early);
        Assert.Equal(Enumerable.Range(1, Tasks), taken.Order());
        var all = cli.Me.Json("task", "list", "--all").EnumerateArray().ToList();
        Assert.Equal(Tasks, all.Count);
        Assert.All(all, t => Assert.Equal("done", t.Text("status")));
        Assert.True(all.Select(t => t.GetProperty("owner").Text("name")).Distinct().Count() > Takers / 2);
        Assert.Equal(0, cli.Run("doctor").ExitCode);
    }

    /// <summary>For each task up to three among those not long before it.</summary>
    private static Dictionary<int, int[]> Graph(Random random) =>
        Enumerable
            .Range(1, Tasks)
            .ToDictionary(
                id => id,
                id =>
                    Enumerable
                        .Range(0, random.Next(4))
                        .Select(_ => random.Next(Math.Max(1, id - 60), id + 1))
                        .Where(b => b < id)
                        .Distinct()
                        .ToArray()
            );

    /// <summary>A process for each would take its time to put the list there.</summary>
    private static void Plant(Cli cli, Dictionary<int, int[]> blockers)
    {
        var text = new StringBuilder("""{"v":1,"id":"main","at":"2026-01-05T09:00:00Z","nonce":"planted","next":1,"tasks":[""");
        text.AppendJoin(
            ',',
            blockers.Select(b => $$"""{"id":{{b.Key}},"subject":"task {{b.Key}}","blocked_by":[{{string.Join(',', b.Value)}}]}""")
        );
        var blob = cli
            .Sandbox.Run("git", ["hash-object", "-w", "--stdin"], cli.Repository.Path, input: text.Append("]}").ToString())
            .OutputOrThrow("hash-object")
            .Trim();
        var clone = cli.Repository.Git("config", "swarm.clone").Trim();
        cli.Repository.Git("update-ref", $"refs/swarm/tasks/{clone}/main", blob);
    }

    private static CliUser Taker(Cli cli, int n)
    {
        var taker = cli.User(cli.Repository.Path);
        taker.Variables["GIT_SWARM_SESSION"] = $"taker-{n}";
        taker.Do("join", "--name", $"taker-{n}", "-q");
        return taker;
    }
}
