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
                var (wall, processor) = Time(one, round);
                if (round > 0)
                {
                    measured[one.Name].Add(wall, processor);
                }
            }
        }
        return measured;
    }

    private static (double Wall, double Processor) Time(Case one, int round)
    {
        var commands = one.Commands(round);
        var processor = 0.0;
        var running = 0;
        var began = Stopwatch.GetTimestamp();
        foreach (var command in commands)
        {
            if (running == one.AtOnce)
            {
                Await();
            }
            _ = Spawn.Start(command);
            running++;
        }
        while (running > 0)
        {
            Await();
        }
        return (Stopwatch.GetElapsedTime(began).TotalMilliseconds, processor);

        void Await()
        {
            var (_, ok, milliseconds) = Spawn.Wait(-1);
            processor += milliseconds;
            running--;
            if (!ok)
            {
                throw new InvalidOperationException($"'{one.Name}' failed in round {round}");
            }
        }
    }
}
