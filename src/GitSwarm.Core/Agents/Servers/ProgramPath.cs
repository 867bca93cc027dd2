namespace GitSwarm.Agents.Servers;

/// <summary>Finds the file of a program without starting it.</summary>
public static class ProgramPath
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The absolute path of a program; null where there is none.</summary>
    /// <param name="command">A name, or a path.</param>
    /// <param name="directory">Where a path that is relative begins.</param>
    /// <param name="path">The variable PATH.</param>
    public static string? Find(string command, string directory, string? path) =>
        command.Contains('/') || command.Contains(Path.DirectorySeparatorChar)
            ? Names(Path.GetFullPath(command, directory)).FirstOrDefault(IsProgram)
            : Find(command, path);

    /// <summary>The absolute path of a program of a name; null where there is none.</summary>
    /// <param name="name">The name.</param>
    /// <param name="path">The variable PATH.</param>
    public static string? Find(string name, string? path) =>
        // A relative entry would find a program of the repository.
        (path ?? "")
            .Split(Path.PathSeparator)
            .Where(Path.IsPathRooted)
            .SelectMany(folder => Names(Path.Combine(folder, name)))
            .FirstOrDefault(IsProgram);

    private static string[] Names(string name) =>
        OperatingSystem.IsWindows() && !Path.HasExtension(name) ? [name + ".exe", name + ".cmd"] : [name];

    private static bool IsProgram(string path) =>
        File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Executable) != UnixFileMode.None);
}
