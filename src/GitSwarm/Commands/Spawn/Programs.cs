using GitSwarm.Agents.Servers;
using GitSwarm.Cli;

namespace GitSwarm.Commands.Spawn;

/// <summary>Finds programs on PATH, without starting any.</summary>
internal static class Programs
{
    /// <summary>The absolute path of a program of a name; null where there is none.</summary>
    public static Func<string, string?> Finder(SwarmHost host)
    {
        var path = host.Outside.Variable("PATH");
        return name => ProgramPath.Find(name, path);
    }
}
