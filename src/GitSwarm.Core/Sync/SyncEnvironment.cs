using GitSwarm.Git;

namespace GitSwarm.Sync;

/// <summary>Variables with which ssh asks nobody anything, whatever starts it.</summary>
internal static class SyncEnvironment
{
    // ConnectTimeout and ServerAlive: ssh_config(5). Appended, so what the user set before counts.
    private const string Batch = " -o BatchMode=yes -o ConnectTimeout=20 -o ServerAliveInterval=15 -o ServerAliveCountMax=3";

    /// <summary>What to set on top of git's usual environment.</summary>
    /// <param name="git">Its variables count before its config, as for git itself.</param>
    /// <param name="configured"><c>core.sshCommand</c>; null where it is not set.</param>
    public static Dictionary<string, string> Of(SwarmGit git, string? configured)
    {
        var before = git.Process.Environment.Variables;
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
