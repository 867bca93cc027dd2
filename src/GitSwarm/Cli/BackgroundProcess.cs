using System.Diagnostics;
using GitSwarm.Agents.Plans;

namespace GitSwarm.Cli;

/// <summary>Starts <c>git-swarm</c> once more beside this one; nobody waits for it.</summary>
internal static class BackgroundProcess
{
    /// <summary>Starts it in the common directory of the repository.</summary>
    /// <param name="host">The composed command.</param>
    /// <param name="program">This program.</param>
    /// <param name="arguments">What it is to do.</param>
    /// <param name="extra">Variables on top of those git children get.</param>
    public static void Start(
        SwarmHost host,
        string program,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string>? extra = null
    )
    {
        var start = new ProcessStartInfo(program)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = host.Repository.CommonDir,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
        start.Environment.Clear();
        foreach (var (name, value) in host.GitProcess.Environment.Variables)
        {
            start.Environment[name] = value;
        }
        foreach (var (name, value) in extra ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }
        // Or the end of that run would be its own.
        start.Environment.Remove(LaunchVariables.Run);
        start.Environment[Housekeeping.Mark] = "1";
        if (host.Repository.Config.Bool("core.bare"))
        {
            // Named, or git may not want to work in it (safe.bareRepository); here that was asked already.
            start.Environment["GIT_DIR"] = host.Repository.CommonDir;
        }

        using var child = Process.Start(start);
    }
}
