using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>Many runs at once, with supervisors, launchers and runners killed at random.</summary>
[Trait("Category", "Binary")]
public sealed class RunStormTests
{
    private const int Runs = 20;

    [Theory, Trait("Rule", "N1")]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Each_run_ends_with_one_message_whoever_is_killed(int seed)
    {
        using var cli = new Cli();
        cli.Me.Do("join", "--name", "lead");
        var random = new Random(seed);
        var launches = Enumerable.Range(0, Runs).Select(n => Launch(cli, n)).ToList();
        var killer = Task.Run(() => KillAtRandom(cli, launches, random));
        // Somebody else goes on meanwhile, and comes across what is abandoned.
        for (var i = 0; i < 10; i++)
        {
            cli.Me.Do("runs");
        }
        await killer;
        launches.ForEach(l => l.WaitForExit());

        SpawnTests.Until(() =>
        {
            var now = cli.Me.Json("runs").EnumerateArray().Select(r => r.Text("state")).ToList();
            return now.TrueForAll(s => s is "completed" or "lost" or "failed" or "killed");
        });
        var runs = cli.Me.Json("runs").EnumerateArray().ToList();
        var told = JsonDocument.Parse(cli.Me.Do("inbox", "--json")).RootElement.EnumerateArray().Select(m => m.Text("id")).ToList();
        var over = runs.Select(r => r.Text("id")).Order(StringComparer.Ordinal).ToList();

        Assert.Equal(over, told.Order(StringComparer.Ordinal));
        Assert.Contains(runs, r => r.Text("state") == "completed");
        Assert.Contains(runs, r => r.Text("state") == "lost");
        Assert.Equal("[]\n", cli.Me.Do("inbox", "--json"));
        Assert.Empty(AgentsAlive(over!));
        Assert.Equal(0, cli.Me.Run("doctor").ExitCode);
    }

    private static Process Launch(Cli cli, int n) =>
        cli.Me.Start("spawn", "--background", "--runner", $"command:sleep {1 + (n % 4)}.{n % 10}; echo done {n}", "-p", $"task {n}");

    private static void KillAtRandom(Cli cli, List<Process> launches, Random random)
    {
        var marks = Path.Combine(cli.Repository.Path, ".git", "swarm", "runs");
        for (var killed = 0; killed < 8; )
        {
            Thread.Sleep(random.Next(50, 300));
            string[] files = Directory.Exists(marks) ? Directory.GetFiles(marks, "*.running") : [];
            if (files.Length == 0 && launches.TrueForAll(l => l.HasExited))
            {
                return;
            }
            if (killed % 4 == 3 && launches.Find(l => !l.HasExited) is { } launch)
            {
                launch.Kill();
                killed++;
            }
            else if (files.Length > 0)
            {
                // The last of eight kills whatever stands for a run then, a launcher or a supervisor; the others supervisors.
                killed += Kill(files[random.Next(files.Length)], anybody: killed == 7);
            }
        }
    }

    private static int Kill(string mark, bool anybody)
    {
        try
        {
            var pid = int.Parse(File.ReadAllText(mark).Split(' ')[0], CultureInfo.InvariantCulture);
            var line = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/cmdline"));
            if (!anybody && !line.Contains("\0run\0", StringComparison.Ordinal))
            {
                return 0;
            }
            Process.GetProcessById(pid).Kill();
            return 1;
        }
        catch (Exception error) when (error is IOException or ArgumentException or InvalidOperationException or FormatException)
        {
            // It ended just now.
            return 0;
        }
    }

    private static List<string> AgentsAlive(List<string> runs) =>
        [
            .. Directory
                .GetDirectories("/proc")
                .Where(d => int.TryParse(Path.GetFileName(d), out _))
                .Select(d =>
                {
                    try
                    {
                        return File.ReadAllText(Path.Combine(d, "environ"));
                    }
                    catch (Exception error) when (error is IOException or UnauthorizedAccessException)
                    {
                        return "";
                    }
                })
                .Where(e => runs.Exists(r => e.Contains($"GIT_SWARM_RUN={r}", StringComparison.Ordinal))),
        ];
}
