using System.ComponentModel;
using GitSwarm.Agents.Runs;
using GitSwarm.Cli;
using GitSwarm.Sessions.Processes;

namespace GitSwarm.Commands.Runs;

/// <summary>Ends runs whose supervisor was killed, at whatever command or prompt comes next ([N1]).</summary>
/// <remarks>Where all is well it costs a look into a directory, mostly one that is not there.</remarks>
internal static class Abandoned
{
    public static void EndIfDue(SwarmHost host)
    {
        try
        {
            if (
                host.IsInRepository
                && host.Repository.IsEnabled
                && Directory.Exists(host.RunFiles.Directory)
                && Reaper.IsDue(host.RunFiles, ProcessTables.ForThisSystem())
            )
            {
                new RunScene(host).Reap();
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or Win32Exception or SwarmException)
        {
            // The next one that comes by tries again; the command itself has done its work.
        }
    }
}
