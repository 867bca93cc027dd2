using System.Globalization;
using GitSwarm.Git;

namespace GitSwarm.Sessions.Processes;

/// <summary>Which processes work in a directory or below it.</summary>
/// <remarks>
/// Only those the caller may look at: another user's working directory cannot be read, and neither could that user be
/// asked. A process in a container that shows the directory under another path is seen at its top alone, by its inode.
/// </remarks>
public static class WorkingDirectories
{
    /// <summary>Their numbers; null where the system does not say (Windows, no <c>/proc</c>, no <c>lsof</c>).</summary>
    /// <param name="directory">Absolute.</param>
    public static IReadOnlyList<int>? Inside(string directory) =>
        OperatingSystem.IsMacOS() ? OfLsof(SystemCommand.Read("lsof", "-w", "-a", "-d", "cwd", "-F", "pn"), RealPath.Of(directory))
        : OperatingSystem.IsWindows() ? null
        : InProc("/proc", RealPath.Of(directory));

    /// <summary>Looks into a <c>/proc</c> (proc(5)).</summary>
    internal static IReadOnlyList<int>? InProc(string root, string directory)
    {
        if (!Directory.Exists($"{root}/self"))
        {
            return null;
        }
        var identity = FileIdentity.Of(directory);
        var found = new List<int>();
        foreach (var path in Directory.EnumerateDirectories(root))
        {
            if (
                int.TryParse(Path.GetFileName(path.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
                && IsInside(path + "/cwd", directory, identity)
            )
            {
                found.Add(pid);
            }
        }
        return found;
    }

    /// <summary>Reads what lsof prints with <c>-F pn</c>: a line with the number, then one with the path. An empty answer is none: lsof itself works somewhere.</summary>
    internal static IReadOnlyList<int>? OfLsof(string output, string directory)
    {
        if (output.Length == 0)
        {
            return null;
        }
        var found = new List<int>();
        var pid = 0;
        foreach (var line in output.Split('\n'))
        {
            if (line.StartsWith('p'))
            {
                pid = int.TryParse(line.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
            }
            else if (line.StartsWith('n') && IsBelow(line[1..], directory))
            {
                found.Add(pid);
            }
        }
        return found;
    }

    private static bool IsInside(string link, string directory, FileIdentity? identity)
    {
        try
        {
            return (new FileInfo(link).LinkTarget is { } target && IsBelow(target, directory))
                || (identity is not null && FileIdentity.Of(link) == identity);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It ended, or is another user's.
            return false;
        }
    }

    private static bool IsBelow(string path, string directory) =>
        path == directory || path.StartsWith(directory + "/", StringComparison.Ordinal);
}
