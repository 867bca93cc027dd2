using System.CommandLine;
using GitSwarm.Claims;
using GitSwarm.Cli;
using GitSwarm.Setup;
using GitSwarm.Store;
using GitSwarm.Sync;

namespace GitSwarm.Commands;

/// <summary><c>git swarm sync</c>: exchange records with a remote.</summary>
internal static class SyncCommand
{
    private static readonly TimeSpan LockPatience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(5);

    public static Command Create(Runner run)
    {
        var remote = new Argument<string?>("remote")
        {
            Description = "With which; swarm.remote by default",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var fetchOnly = new Option<bool>("--fetch-only") { Description = "Only take what others have" };
        var pushOnly = new Option<bool>("--push-only") { Description = "Only give what others lack" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would be exchanged" };
        var watch = new Option<bool>("--watch") { Description = "Again and again, until interrupted" };
        // For BackgroundSync alone.
        var background = new Option<bool>("--background") { Hidden = true };
        var command = new Command("sync", "Exchange sessions, claims, notes and mail with a remote")
        {
            remote,
            fetchOnly,
            pushOnly,
            dryRun,
            watch,
            background,
        };
        run.On(
            command,
            (host, parsed) =>
            {
                var (fetches, pushes) = (!parsed.GetValue(pushOnly), !parsed.GetValue(fetchOnly));
                if (!fetches && !pushes)
                {
                    throw new SwarmException(ErrorCode.BadArgument, "--fetch-only and --push-only leave nothing to do", "give one of them");
                }
                var target = SyncTarget.Find(host, parsed.GetValue(remote));
                var request = new SyncRequest
                {
                    Fetch = fetches,
                    Push = pushes,
                    DryRun = parsed.GetValue(dryRun),
                    IsUnattended = parsed.GetValue(background) || parsed.GetValue(watch),
                    Retention = Retention.From(host.Settings["swarm.retention"]),
                };
                if (parsed.GetValue(background))
                {
                    return BackgroundSync.Run(host, target, request);
                }
                if (parsed.GetValue(watch))
                {
                    Watch(host, target, request);
                }
                return SyncText.Tell(host, Exchange(host, target, request, LockPatience), request);
            }
        );
        return command;
    }

    /// <summary>Exchanges once, and remembers how it went.</summary>
    /// <param name="host">The composed command.</param>
    /// <param name="target">With whom.</param>
    /// <param name="request">What.</param>
    /// <param name="patience">How long to wait for another exchange of this clone.</param>
    /// <exception cref="SwarmException">The remote cannot be reached, or another exchange goes on.</exception>
    public static SyncReport Exchange(SwarmHost host, SyncRemote target, SyncRequest request, TimeSpan patience)
    {
        using var alone = Alone(host, patience);
        return ExchangeAlone(host, target, request);
    }

    /// <summary>As <see cref="Exchange"/>, for who holds <see cref="Synchronizer.Lock"/>.</summary>
    /// <exception cref="SwarmException">The remote cannot be reached.</exception>
    public static SyncReport ExchangeAlone(SwarmHost host, SyncRemote target, SyncRequest request)
    {
        var cloneId = host.CloneIdForWriting();
        var asked = TimeProvider.System.GetTimestamp();
        using var telling = new Timer(_ => Tell(host, target, asked), null, TellEvery, TellEvery);
        try
        {
            var exchange = With(host, target, cloneId);
            var report = exchange.Run(request);
            if (request is { Push: true, DryRun: false } && report.Refused is null && exchange.MayHoldArbitrated)
            {
                report = report with { Pushed = [.. report.Pushed, .. ClaimsAt(host, exchange).Follow(exchange.Tracked())] };
            }
            Remember(host, target, request, report.Refused, report.Clones);
            return report;
        }
        catch (SwarmException error) when (error.Code == ErrorCode.RemoteFailed)
        {
            Remember(host, target, request, error.Message, SyncState.Read(host.Repository, target).KnownClones);
            throw;
        }
    }

    /// <summary>Claims, arbitrated by a remote.</summary>
    /// <exception cref="SwarmException">The remote cannot be reached or refuses, or an exchange goes on.</exception>
    public static ClaimOutcome Claim(SwarmHost host, SyncRemote target, ClaimRequest request)
    {
        var exchange = With(host, target, host.CloneIdForWriting());
        using var alone = Alone(host, LockPatience);
        return ClaimsAt(host, exchange).Take(host.Caller, request);
    }

    /// <summary>True where this repository exchanges by a branch.</summary>
    public static bool ByBranch(SwarmHost host) => host.Settings.Bool("swarm.syncbranch", otherwise: false);

    private static Synchronizer With(SwarmHost host, SyncRemote target, string cloneId)
    {
        // For tests of remotes that hang.
        var patience = host.Outside.Variable("GIT_SWARM_PATIENCE") is { } text ? Durations.Parse(text) : (TimeSpan?)null;
        return new Synchronizer(host.Git, target, cloneId, host.Clock, ByBranch(host), host.Settings["core.sshcommand"], patience);
    }

    private static OsLock Alone(SwarmHost host, TimeSpan patience) =>
        OsLock.Take(host.Enabled, Synchronizer.Lock, patience)
        ?? throw new SwarmException(ErrorCode.StoreBusy, "another exchange of this repository goes on", "try again when it is done");

    private static RemoteClaims ClaimsAt(SwarmHost host, Synchronizer exchange) =>
        new(
            exchange,
            new LocksPush(host.Git, exchange.Remote, exchange.Presence, host.Ids),
            host.ClaimsToWrite,
            host.Vantage,
            host.Ids,
            host.Random
        );

    private static void Tell(SwarmHost host, SyncRemote target, long asked)
    {
        if (host.Output.Terminal)
        {
            var time = Ages.Ago(host.Now - TimeProvider.System.GetElapsedTime(asked), host.Now);
            host.Output.Narrate($"exchanging with '{Texts.Cut(target.Shown, 60)}' for {time} …");
        }
    }

    private static void Remember(SwarmHost host, SyncRemote target, SyncRequest request, string? reason, int clones)
    {
        if (request.DryRun)
        {
            return;
        }
        var state = SyncState.Read(host.Repository, target);
        var failures = reason is null ? 0 : state.Failures + 1;
        var interval = SyncSettings.Interval(host.Repository.Config) ?? TimeSpan.Zero;
        (
            state with
            {
                Synced = reason is null ? host.Now : state.Synced,
                Failures = failures,
                Reason = reason,
                Due = host.Now + SyncSchedule.After(interval, clones, failures, host.Random),
            }
        ).Write(host.Repository, target);
    }

    private static void Watch(SwarmHost host, SyncRemote target, SyncRequest request)
    {
        while (true)
        {
            try
            {
                SyncText.Tell(host, Exchange(host, target, request, LockPatience), request, quietly: true);
            }
            catch (SwarmException error) when (error.Code is ErrorCode.RemoteFailed or ErrorCode.StoreBusy)
            {
                host.Output.Warn(error.Message);
            }
            var pause = SyncState.Read(host.Repository, target).Due - host.Now;
            Thread.Sleep(pause is { } p && p > TimeSpan.Zero ? p : SyncSchedule.Shortest);
        }
    }
}
