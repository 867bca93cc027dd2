using GitSwarm.Cli;

namespace GitSwarm.Commands.Spawn;

/// <summary>Finds programs on PATH, without starting any.</summary>
internal static class Programs
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The absolute path of a program of a name; null where there is none.</summary>
    public static Func<string, string?> Finder(SwarmHost host)
    {
        // A relative entry would find a program of the repository.
        var folders = (host.Outside.Variable("PATH") ?? "").Split(Path.PathSeparator).Where(Path.IsPathRooted).ToList();
        return name => folders.SelectMany(f => Names(name).Select(n => Path.Combine(f, n))).FirstOrDefault(IsProgram);
    }

    private static string[] Names(string name) => OperatingSystem.IsWindows() ? [name + ".exe", name + ".cmd"] : [name];

    private static bool IsProgram(string path) =>
        File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Executable) != UnixFileMode.None);
}
