namespace GitSwarm.Sessions.Processes;

/// <summary>An agent client, as far as its process and its variables give it away.</summary>
/// <param name="Name">Its name in records and on the command line.</param>
/// <param name="Executables">Ends of executable paths, see <see cref="PathTail"/>.</param>
/// <param name="Scripts">Ends of script paths, for where a JavaScript runtime runs it.</param>
/// <param name="SessionVariables">Variables that hold its session's id, the best one first.</param>
/// <param name="PidVariables">Variables that hold its process's number.</param>
public sealed record Client(
    string Name,
    IReadOnlyList<string> Executables,
    IReadOnlyList<string> Scripts,
    IReadOnlyList<string> SessionVariables,
    IReadOnlyList<string> PidVariables
)
{
    /// <summary>Whether a process is this client.</summary>
    /// <remarks>
    /// The zeroth argument decides, and the system's name only where there is none: clients start their own executable
    /// under other names for small jobs (a file search, a sandbox), which must not pass for a session; and Node.js calls
    /// its process after its main thread.
    /// </remarks>
    public bool Is(ProcessEntry process) =>
        process.CommandLine is [{ Length: > 0 } started, ..]
            ? Executables.Any(tail => PathTail.Matches(started, tail))
                || (ScriptRun.Of(process.CommandLine) is { } script && Scripts.Any(tail => PathTail.Matches(script, tail)))
            : Executables.Any(tail => IsNamed(process.Name, tail));

    // Linux keeps 15 bytes of a name (proc_pid_comm(5)).
    private static bool IsNamed(string name, string tail) =>
        PathTail.Matches(name, tail) || (name.Length == 15 && tail.StartsWith(name, StringComparison.Ordinal));
}
