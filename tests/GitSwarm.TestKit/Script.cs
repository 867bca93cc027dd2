namespace GitSwarm.TestKit;

/// <summary>Writes programs that a test runs at once.</summary>
/// <remarks>
/// By a shell of its own: while this process has a program open for writing, any child another test starts meanwhile
/// inherits that until it becomes its own program, and running the script fails with "text file busy" (ETXTBSY).
/// </remarks>
public static class Script
{
    /// <summary>Writes an executable file, replacing what is there.</summary>
    /// <param name="path">Where; its folder exists.</param>
    /// <param name="text">The whole of it, with its first line.</param>
    /// <param name="mode">As chmod(1) takes it.</param>
    public static void Write(string path, string text, string mode = "755") =>
        ChildProcess
            .Run("/bin/sh", ["-c", "rm -f \"$0\" && cat >\"$0\" && chmod \"$1\" \"$0\"", path, mode], RealPath.Temporary, [], text)
            .OutputOrThrow($"write {path}");
}
