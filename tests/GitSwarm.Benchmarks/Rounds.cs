using System.Diagnostics;

namespace GitSwarm.Benchmarks;

/// <summary>Runs cases by turns, so that whatever else the machine does falls on all of them alike.</summary>
internal static class Rounds
{
    /// <summary>Runs every case in every round, forwards and backwards by turns.</summary>
    internal static Dictionary<string, Measurement> Run(IReadOnlyList<Case> cases, int rounds)
    {
        var measured = cases.ToDictionary(c => c.Name, _ => new Measurement(), StringComparer.Ordinal);
        // The first round fills caches and does not count.
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var one in round % 2 == 0 ? cases : cases.Reverse())
            {
                one.Before?.Invoke(round);
                foreach (var (wall, processor) in Time(one, round).Where(_ => round > 0))
                {
                    measured[one.Name].Add(wall, processor);
                }
            }
        }
        return measured;
    }

    private static List<(double Wall, double Processor)> Time(Case one, int round)
    {
        var commands = one.Commands(round);
        var times = new List<(double Wall, double Processor)>();
        var running = new Dictionary<int, long>();
        var began = Stopwatch.GetTimestamp();
        foreach (var command in commands)
        {
            if (running.Count == Math.Max(1, one.AtOnce))
            {
                Await();
            }
            var starting = Stopwatch.GetTimestamp();
            running[Spawn.Start(command)] = starting;
        }
        while (running.Count > 0)
        {
            Await();
        }
        return one.Each ? times : [(Stopwatch.GetElapsedTime(began).TotalMilliseconds, times.Sum(t => t.Processor))];

        void Await()
        {
            var (pid, ok, milliseconds) = Spawn.Wait(-1);
            if (running.Remove(pid, out var started))
            {
                times.Add((Stopwatch.GetElapsedTime(started).TotalMilliseconds, milliseconds));
            }
            if (!ok)
            {
                throw new InvalidOperationException($"'{one.Name}' failed in round {round}");
            }
        }
    }
}
