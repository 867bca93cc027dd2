using GitSwarm.Cli;

namespace GitSwarm.Commands.ClientHooks;

/// <summary>Whether a client that also runs Claude Code's hooks has entries of ours in its own settings.</summary>
internal static class OwnEntries
{
    public static bool AreThere(string client, SwarmHost host)
    {
        var home = host.Outside.Variable("HOME") ?? host.Outside.Variable("USERPROFILE") ?? "";
        var top = host.Repository.WorkTree ?? "";
        string[] files =
            client == "copilot"
                ?
                [
                    Path.Combine(host.Outside.Variable("COPILOT_HOME") ?? Path.Combine(home, ".copilot"), "hooks", "git-swarm.json"),
                    Path.Combine(top, ".github", "hooks", "git-swarm.json"),
                ]
                : [Path.Combine(home, ".cursor", "hooks.json"), Path.Combine(top, ".cursor", "hooks.json")];
        return Array.Exists(files, f => File.Exists(f) && File.ReadAllText(f).Contains($"hook {client}", StringComparison.Ordinal));
    }
}
