using System.Collections.Concurrent;
using System.Diagnostics;
using GitSwarm.Claims;
using GitSwarm.TestKit;

namespace GitSwarm.Worker;

/// <summary>What rounds of claims through a remote came to.</summary>
/// <param name="Grants">How often a clone was told yes.</param>
/// <param name="Refusals">How often one was told no.</param>
/// <param name="GaveUp">Deadlines that passed.</param>
/// <param name="Doubles">How often one was told yes while another held it: none, or claims are worth nothing.</param>
/// <param name="Idle">Rounds nobody got it in: both yielded.</param>
/// <param name="MedianMs">What an answer took, in the middle.</param>
/// <param name="Packs">How often <c>pack-refs</c> ran at the remote meanwhile.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Said">The first failure that was no giving up; empty.</param>
public sealed record RemoteClaimReport(
    int Grants,
    int Refusals,
    int GaveUp,
    int Doubles,
    int Idle,
    double MedianMs,
    int Packs,
    double Seconds,
    string Said
);

/// <summary>Many clones claim the same through one remote.</summary>
public static class RemoteClaimStress
{
    // All of them are about src/auth/login.cs.
    private static readonly string[] Overlapping = ["src/**", "**/*.cs", "src/auth", "src/a*/**", "src/auth/login.cs", "src/*/login.*"];

    /// <summary>In each round all ask at once, and one gets it; every fourth round its holder gives it back at that same moment.</summary>
    /// <param name="git">The git.</param>
    /// <param name="clones">How many.</param>
    /// <param name="rounds">How often each asks.</param>
    /// <param name="packs">Whether the remote packs its refs all the time.</param>
    public static RemoteClaimReport Run(TestGit git, int clones, int rounds, bool packs)
    {
        using var sandbox = new Sandbox(git);
        var hub = TestRepository.Create(sandbox, "hub.git", RepositoryFormat.Bare);
        var claimers = Enumerable
            .Range(0, clones)
            .Select(n => RemoteClaimer.Clone(sandbox, hub.Path, n, ClaimPattern.Parse(Overlapping[n % Overlapping.Length], "")))
            .ToList();
        var watch = Stopwatch.StartNew();
        using var over = new CancellationTokenSource();
        var packing = packs ? Task.Run(() => StressRun.Loop(sandbox, hub, ["pack-refs", "--all"], over.Token)) : null;
        var times = new ConcurrentBag<double>();
        var said = new ConcurrentBag<string>();
        var (grants, refusals, gaveUp, doubles, idle, holding) = (0, 0, 0, 0, 0, 0);
        var holders = new ConcurrentBag<RemoteClaimer>();

        void Ask(RemoteClaimer claimer)
        {
            var started = Stopwatch.GetTimestamp();
            try
            {
                if (!claimer.Claim())
                {
                    Interlocked.Increment(ref refusals);
                }
                else
                {
                    Interlocked.Increment(ref grants);
                    Interlocked.Add(ref doubles, Interlocked.Increment(ref holding) > 1 ? 1 : 0);
                    holders.Add(claimer);
                }
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
            catch (SwarmException error)
            {
                Interlocked.Increment(ref gaveUp);
                if (error.Code != ErrorCode.StoreBusy)
                {
                    said.Add(error.Message);
                }
            }
        }

        void Yield(RemoteClaimer holder)
        {
            Interlocked.Decrement(ref holding);
            holder.Release();
        }

        for (var round = 0; round < rounds; round++)
        {
            List<RemoteClaimer> before = [.. holders];
            holders.Clear();
            if (round % 4 != 3)
            {
                before.ForEach(Yield);
                before = [];
            }
            var asking = claimers.Except(before).Select(c => Task.Run(() => Ask(c)));
            Task.WaitAll([.. asking, .. before.Select(c => Task.Run(() => Yield(c)))]);
            idle += holding == 0 ? 1 : 0;
        }
        over.Cancel();
        var sorted = times.Order().ToList();
        return new RemoteClaimReport(
            grants,
            refusals,
            gaveUp,
            doubles,
            idle,
            Math.Round(sorted.Count > 0 ? sorted[sorted.Count / 2] : 0, 1),
            packing?.Result.Times ?? 0,
            Math.Round(watch.Elapsed.TotalSeconds, 1),
            said.FirstOrDefault("")
        );
    }
}
