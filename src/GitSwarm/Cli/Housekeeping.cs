using System.ComponentModel;
using GitSwarm.Sessions;
using GitSwarm.Store;

namespace GitSwarm.Cli;

/// <summary>Starts <c>git-swarm gc</c> in the background when something has gathered; nobody waits for it.</summary>
internal static class Housekeeping
{
    /// <summary>Set in the background process, so that it never starts another; also by whoever wants none to be started.</summary>
    public const string Mark = "GIT_SWARM_IN_BACKGROUND";

    /// <summary>A start of a session is rare enough to look at what others left; nothing else is.</summary>
    public static void AfterEdit(SwarmHost host, SessionStore sessions) =>
        host.CleanUpAfter |= sessions.Started && (sessions.Gone > SessionCleanup.Many || LooseRefs.AreDue(host.Repository, host.Now));

    public static void StartIfDue(SwarmHost host)
    {
        try
        {
            if (
                host.Wrote
                && host.Outside.Variable(Mark) is null
                && host.Outside.ProgramPath is { } program
                && (host.CleanUpAfter || Superseded.IsDue(host.Repository))
            )
            {
                BackgroundProcess.Start(host, program, ["gc", "--quiet"]);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or Win32Exception or SwarmException)
        {
            // Housekeeping can wait; the command has done its work.
        }
    }
}
