using System.Globalization;
using GitSwarm.Git;

namespace GitSwarm.Sync;

/// <summary>Variables with which ssh asks nobody anything, whatever starts it, and the remote is one like any other.</summary>
internal static class SyncEnvironment
{
    // ConnectTimeout and ServerAlive: ssh_config(5). Appended, so what the user set before counts.
    private const string Batch = " -o BatchMode=yes -o ConnectTimeout=20 -o ServerAliveInterval=15 -o ServerAliveCountMax=3";

    // A remote that is a mirror takes no refspecs otherwise; and the fetch of git 2.48 may set the user's refs/remotes/<remote>/HEAD.
    private static readonly (string Name, string Value)[] OfRemote = [("mirror", "false"), ("followRemoteHEAD", "never")];

    /// <summary>What to set on top of git's usual environment.</summary>
    /// <param name="git">Its variables count before its config, as for git itself.</param>
    /// <param name="remote">With whom.</param>
    /// <param name="ssh"><c>core.sshCommand</c>; null where it is not set.</param>
    public static Dictionary<string, string> Of(SwarmGit git, SyncRemote remote, string? ssh)
    {
        var before = git.Process.Environment.Variables;
        var variables = Ssh(ssh, before);
        // Not by -c, which takes the name of a setting to end at the first "=", and an address may have one. git-config(1).
        var count = int.TryParse(before.GetValueOrDefault("GIT_CONFIG_COUNT"), out var n) && n > 0 ? n : 0;
        foreach (var (name, value) in OfRemote)
        {
            variables[$"GIT_CONFIG_KEY_{count}"] = $"remote.{remote.Name}.{name}";
            variables[$"GIT_CONFIG_VALUE_{count}"] = value;
            count++;
        }
        variables["GIT_CONFIG_COUNT"] = count.ToString(CultureInfo.InvariantCulture);
        return variables;
    }

    private static Dictionary<string, string> Ssh(string? configured, IReadOnlyDictionary<string, string> before)
    {
        var command = before.GetValueOrDefault("GIT_SSH_COMMAND");
        if (command is null && !before.ContainsKey("GIT_SSH"))
        {
            command = configured is { Length: > 0 } ? configured : "ssh";
        }
        // Other programs in its place have other options.
        return command is not null && Path.GetFileNameWithoutExtension(command.Split(' ')[0]) == "ssh"
            ? new() { ["GIT_SSH_COMMAND"] = command + Batch }
            : [];
    }
}
