using System.ComponentModel;
using GitSwarm.Cli;
using GitSwarm.Store;
using GitSwarm.Sync;

namespace GitSwarm.Commands;

/// <summary>Exchanges with the remote now and then, started by whatever command or hook comes by; nobody waits for it.</summary>
/// <remarks>
/// Off unless <c>swarm.syncInterval</c> stands in the repository's own config, for only that is read on the way of a hook.
/// One at a time: the lock is the operating system's, so no crash leaves it behind.
/// </remarks>
internal static class BackgroundSync
{
    /// <summary>Starts it when it is due.</summary>
    public static void StartIfDue(SwarmHost host)
    {
        try
        {
            if (
                host.IsInRepository
                && host.Repository.IsEnabled
                && host.Outside.Variable(Housekeeping.Mark) is null
                && host.Outside.ProgramPath is { } program
                && SyncSettings.Interval(host.Repository.Config) is { } interval
                && SyncSettings.Remote(host.Repository.Config) is { } remote
                && SyncSchedule.IsDue(SyncState.Read(host.Repository, new SyncRemote(remote)), interval, host.Now)
            )
            {
                // A dialog that asks for a password would come out of nowhere.
                var silent = new Dictionary<string, string>
                {
                    ["GIT_ASKPASS"] = "",
                    ["SSH_ASKPASS"] = "",
                    // A credential helper with windows of its own: Git Credential Manager.
                    ["GCM_INTERACTIVE"] = "never",
                };
                BackgroundProcess.Start(host, program, ["sync", "--background", "--quiet", remote], silent);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or Win32Exception or SwarmException)
        {
            // The next one that comes by tries again; doctor tells of a setting that cannot be read.
        }
    }

    /// <summary>The process itself: does nothing where another is at it, or has just been.</summary>
    public static int Run(SwarmHost host, SyncRemote target, SyncRequest request)
    {
        // Until the end: were it given back in between, another could come, see that nothing is due any more, and be in the way.
        using var alone = OsLock.TryTake(host.Enabled, Synchronizer.Lock, TimeSpan.Zero);
        if (alone is null)
        {
            return ExitCode.Yes;
        }
        // Several hooks may have started one at the same moment: the first to come here does it.
        var state = SyncState.Read(host.Repository, target);
        if (SyncSettings.Interval(host.Repository.Config) is { } interval && !SyncSchedule.IsDue(state, interval, host.Now))
        {
            return ExitCode.Yes;
        }
        (state with { Due = host.Now + SyncSchedule.Shortest }).Write(host.Repository, target);
        return SyncCommand.ExchangeAlone(host, target, request).Refused is null ? ExitCode.Yes : ExitCode.No;
    }
}
