namespace GitSwarm.Git.Trees;

/// <summary>Threads that scan a work tree each, and share the last ones, so that none is idle while another has much to do.</summary>
internal sealed class ScanTeam
{
    private readonly object gate = new();
    private readonly List<Scan> open = [];
    private int looking;

    /// <summary>Says that a look begins.</summary>
    internal void Begin()
    {
        lock (gate)
        {
            looking++;
        }
    }

    /// <summary>Says that it ended.</summary>
    internal void End()
    {
        lock (gate)
        {
            looking--;
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Scans.</summary>
    /// <param name="entries">How many entries there are.</param>
    /// <param name="shares">In how many parts.</param>
    /// <param name="scan">Scans from an entry to another.</param>
    /// <returns>Everything found; null where a part could not be scanned.</returns>
    internal List<ChangedPath>? Run(int entries, int shares, Func<int, int, List<ChangedPath>?> scan)
    {
        var all = new Scan(entries, shares, scan);
        lock (gate)
        {
            open.Add(all);
            Monitor.PulseAll(gate);
        }
        Work(() => all.Take());
        lock (gate)
        {
            open.Remove(all);
            while (!all.IsDone)
            {
                Monitor.Wait(gate);
            }
        }
        return all.Result;
    }

    /// <summary>Takes parts of others' scans, until no look is under way.</summary>
    internal void Help() => Work(Next);

    private void Work(Func<Action?> next)
    {
        while (true)
        {
            Action? part;
            lock (gate)
            {
                part = next();
            }
            if (part is null)
            {
                return;
            }
            part();
            lock (gate)
            {
                Monitor.PulseAll(gate);
            }
        }
    }

    private Action? Next()
    {
        while (looking > 0)
        {
            foreach (var scan in open)
            {
                if (scan.Take() is { } part)
                {
                    return part;
                }
            }
            Monitor.Wait(gate);
        }
        return null;
    }

    /// <summary>A scan in parts.</summary>
    private sealed class Scan(int entries, int shares, Func<int, int, List<ChangedPath>?> scan)
    {
        private readonly List<ChangedPath>?[] found = new List<ChangedPath>?[shares];
        private int taken;
        private int done;
        private bool failed;

        internal bool IsDone => Volatile.Read(ref done) == taken && (Volatile.Read(ref failed) || taken == shares);

        internal List<ChangedPath>? Result => failed ? null : [.. found.SelectMany(f => f!)];

        /// <summary>The next part; null where there is none. One at a time may ask.</summary>
        internal Action? Take()
        {
            if (Volatile.Read(ref failed) || taken == shares)
            {
                return null;
            }
            var share = taken++;
            return () => Do(share);
        }

        private void Do(int share)
        {
            try
            {
                found[share] = scan(At(share), At(share + 1));
            }
            catch (Exception error) when (OwnLook.IsForGit(error))
            {
                found[share] = null;
            }
            if (found[share] is null)
            {
                Volatile.Write(ref failed, true);
            }
            Interlocked.Increment(ref done);
        }

        private int At(int share) => (int)((long)entries * share / shares);
    }
}
