using System.Globalization;
using System.Text;
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
        var command = Command(configured, before);
        // Other programs in its place have other options.
        return Path.GetFileNameWithoutExtension(FirstWord(command)) == "ssh" ? new() { ["GIT_SSH_COMMAND"] = command + Batch } : [];
    }

    /// <summary>What git hands to the shell, found where git looks for it, and in the same order: git-config(1), core.sshCommand.</summary>
    private static string Command(string? configured, IReadOnlyDictionary<string, string> variables) =>
        variables.TryGetValue("GIT_SSH_COMMAND", out var command) ? command
        : configured is { Length: > 0 } ? configured
        // The path of a program, not for the shell.
        : variables.TryGetValue("GIT_SSH", out var program) ? $"'{program.Replace("'", @"'\''", StringComparison.Ordinal)}'"
        : "ssh";

    /// <summary>The first word of a command as a shell reads it.</summary>
    private static string FirstWord(string command)
    {
        var word = new StringBuilder();
        var quote = '\0';
        for (var i = 0; i < command.Length; i++)
        {
            var c = command[i];
            if (quote == '\0' && char.IsWhiteSpace(c))
            {
                break;
            }
            if (c == quote || (quote == '\0' && c is '\'' or '"'))
            {
                quote = c == quote ? '\0' : c;
            }
            else
            {
                word.Append(c == '\\' && quote != '\'' && i + 1 < command.Length ? command[++i] : c);
            }
        }
        return word.ToString();
    }
}
