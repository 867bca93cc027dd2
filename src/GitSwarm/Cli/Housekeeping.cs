using System.ComponentModel;
using System.Diagnostics;
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
                Start(host, program);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or Win32Exception or SwarmException)
        {
            // Housekeeping can wait; the command has done its work.
        }
    }

    private static void Start(SwarmHost host, string program)
    {
        var start = new ProcessStartInfo(program)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = host.Repository.CommonDir,
        };
        start.ArgumentList.Add("gc");
        start.ArgumentList.Add("--quiet");
        start.Environment.Clear();
        foreach (var (name, value) in host.GitProcess.Environment.Variables)
        {
            start.Environment[name] = value;
        }
        start.Environment[Mark] = "1";
        using var child = Process.Start(start);
    }
}
