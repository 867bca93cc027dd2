using System.Globalization;
using GitSwarm.Cli;
using GitSwarm.Sessions.Processes;

namespace GitSwarm.Demo;

/// <summary>The variables of the demo's terminals: those of the user, without what could let in another repository, config or session.</summary>
internal static class DemoEnvironment
{
    /// <summary>Columns where the demo's own output is no terminal.</summary>
    private const int DefaultWidth = 100;

    /// <summary>Derives the variables.</summary>
    /// <param name="outside">Where the demo runs.</param>
    /// <param name="home">The home directory, with no config of git in it.</param>
    /// <param name="programs">The directory to be searched first for programs.</param>
    public static Dictionary<string, string> Create(Outside outside, string home, string programs)
    {
        var clients = KnownClients.All.SelectMany(c => c.SessionVariables.Concat(c.PidVariables)).ToHashSet(StringComparer.Ordinal);
        var variables = outside
            .Variables.Where(v => !IsGits(v.Key) && !clients.Contains(v.Key))
            .ToDictionary(v => v.Key, v => v.Value, StringComparer.Ordinal);
        variables["PATH"] = programs + Path.PathSeparator + (outside.Variable("PATH") ?? "/usr/local/bin:/usr/bin:/bin");
        variables["HOME"] = home;
        variables["GIT_CONFIG_NOSYSTEM"] = "1";
        variables["GIT_TERMINAL_PROMPT"] = "0";
        variables["GIT_PAGER"] = "cat";
        variables["GIT_AUTHOR_NAME"] = variables["GIT_COMMITTER_NAME"] = "Demo";
        variables["GIT_AUTHOR_EMAIL"] = variables["GIT_COMMITTER_EMAIL"] = "demo@example.com";
        variables["GIT_SWARM_TTY"] = (outside.OutputIsTerminal ? outside.Width : DefaultWidth).ToString(CultureInfo.InvariantCulture);
        // A build for debugging looks slower than 'status' would wait for.
        variables["GIT_CONFIG_COUNT"] = "1";
        variables["GIT_CONFIG_KEY_0"] = "swarm.forecast";
        variables["GIT_CONFIG_VALUE_0"] = "10000";
        // Whoever watches it in a terminal with panes shall not have some opened in it.
        variables["GIT_SWARM_TEAMMATE_MODE"] = "in-process";
        // Nothing may be at work in a directory that is about to be removed.
        variables[Housekeeping.Mark] = "1";
        if (!outside.OutputIsTerminal)
        {
            variables["NO_COLOR"] = "1";
        }
        return variables;
    }

    // Git also reads its config from XDG_CONFIG_HOME.
    private static bool IsGits(string name) => name.StartsWith("GIT_", StringComparison.Ordinal) || name == "XDG_CONFIG_HOME";
}
