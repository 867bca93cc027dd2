using System.Security.Cryptography;
using GitSwarm.Cli;
using GitSwarm.Clients.Settings;
using GitSwarm.Git;

namespace GitSwarm.Commands;

/// <summary>What the settings of clients depend on, taken from the host.</summary>
internal static class ClientRequests
{
    /// <summary>A client and a scope, seen from here.</summary>
    /// <exception cref="SwarmException">There is no such client.</exception>
    public static SettingsRequest Of(SwarmHost host, string client, SettingsScope scope) =>
        new(ClientSettings.Of(client), scope, Where(host), Hash);

    /// <summary>Where settings are looked for; outside a repository only the user's are.</summary>
    public static Surroundings Where(SwarmHost host)
    {
        var repository = host.Directory.Length > 0 ? RepositoryDiscovery.Find(host.Directory, host.Outside.Variable) : null;
        return new(
            host.Outside.Variable,
            host.Outside.Variable(OperatingSystem.IsWindows() ? "USERPROFILE" : "HOME"),
            repository?.WorkTree,
            repository is null ? null
                : repository.WorktreeId is null ? repository.WorkTree
                : Path.GetFileName(repository.CommonDir) == ".git" ? Path.GetDirectoryName(repository.CommonDir)
                : null
        );
    }

    /// <summary>The program that entries of a scope call: this one, or in a file for everybody whichever is on their PATH.</summary>
    /// <exception cref="SwarmException">The running program has another name, by which nobody would find the entries again.</exception>
    public static string Program(SwarmHost host, SettingsScope scope) =>
        scope == SettingsScope.Project ? ClientSetup.ProgramName
        : host.Outside.ProgramPath is { } path && ClientSetup.IsProgram(path) ? path
        : throw new SwarmException(
            ErrorCode.BadArgument,
            $"the running program is not called {ClientSetup.ProgramName}",
            $"run the installed {ClientSetup.ProgramName}, or use '--scope project'"
        );

    /// <summary>True where idle sessions are to be woken (<c>swarm.wake</c>, in whatever scope of git's config).</summary>
    public static bool Wakes(SwarmHost host) =>
        host.Directory.Length > 0
        && host.GitProcess.Run(["config", "--type=bool", "--get", "swarm.wake"], directory: host.Directory) is { Ok: true, Text: "true" };

    /// <summary>SHA-256, in hexadecimal digits.</summary>
    public static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
