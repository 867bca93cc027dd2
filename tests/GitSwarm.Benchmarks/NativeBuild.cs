using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace GitSwarm.Benchmarks;

/// <summary>Builds the program as users get it.</summary>
internal static class NativeBuild
{
    /// <summary>Runs <c>install.sh</c> of this source tree into a prefix.</summary>
    /// <returns>The program.</returns>
    internal static string Into(string prefix)
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", ".."));
        var start = new ProcessStartInfo(Path.Combine(root, "install.sh"));
        start.ArgumentList.Add("--prefix");
        start.ArgumentList.Add(prefix);
        using var installing = Process.Start(start)!;
        installing.WaitForExit();
        return installing.ExitCode == 0
            ? Path.Combine(prefix, "bin", "git-swarm")
            : throw new InvalidOperationException("install.sh failed");
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
