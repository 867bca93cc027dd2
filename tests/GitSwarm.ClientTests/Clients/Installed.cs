namespace GitSwarm.ClientTests.Clients;

/// <summary>The clients that tests/tools/install-clients.sh has put on this machine.</summary>
internal static class Installed
{
    private static readonly string Folder = Environment.GetEnvironmentVariable("GIT_SWARM_TEST_CLIENTS") is { Length: > 0 } folder
        ? folder
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "git-swarm-tests", "clients");

    // The script is the one place that names versions: "claude 2.1.329 @anthropic-ai/claude-code".
    private static readonly Dictionary<string, string> Versions = File.ReadLines(Root.File("tests", "tools", "install-clients.sh"))
        .Select(line => line.Split(' '))
        .Where(words => words is [_, [>= '0' and <= '9', ..], _])
        .ToDictionary(words => words[0], words => words[1], StringComparer.Ordinal);

    /// <summary>The version of a client that its tests are for.</summary>
    internal static string Version(string client) => Versions[client];

    /// <summary>Where it is, or would be.</summary>
    internal static string Directory(string client) => Path.GetFullPath(Path.Combine(Folder, $"{client}-{Version(client)}"));

    /// <summary>The directory of its program, and of the Node that is meant for it if the machine's is too old.</summary>
    internal static string Bin(string client) => Path.Combine(Directory(client), "node_modules", ".bin");

    /// <summary>Whether it is here.</summary>
    internal static bool Has(string client) => System.IO.Directory.Exists(Directory(client));
}
