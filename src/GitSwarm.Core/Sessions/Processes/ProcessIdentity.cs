namespace GitSwarm.Sessions.Processes;

/// <summary>What tells one process from every other that this machine ever ran.</summary>
/// <param name="Pid">Its number, as seen in <paramref name="Namespace"/>.</param>
/// <param name="Start">When it started, in the words of the process table; compared, never computed with.</param>
/// <param name="Boot">Which run of the system it belongs to; empty when that could not be read.</param>
/// <param name="Namespace">Linux: the pid namespace, as readlink(1) shows it (<c>pid:[4026531836]</c>), empty when it could not be read; null on systems that have none.</param>
public sealed record ProcessIdentity(int Pid, string Start, string Boot, string? Namespace)
{
    /// <summary>The identity of a process in a table; null when it is not there.</summary>
    public static ProcessIdentity? Of(int pid, IProcessTable table) =>
        table.Find(pid) is { } entry ? new ProcessIdentity(entry.Pid, entry.Start, table.Boot, table.Namespace) : null;
}

/// <summary>One running process.</summary>
/// <param name="Pid">Its number.</param>
/// <param name="Parent">Its parent's number; 0 when it has none that can be seen.</param>
/// <param name="Start">When it started, in the words of the process table.</param>
/// <param name="Name">The executable's name as the system keeps it: on Linux cut to 15 bytes and free for the process to change.</param>
/// <param name="CommandLine">Its arguments, the zeroth first; empty when they cannot be read; long ones are cut.</param>
/// <param name="TerminalSessionLeader">The leader of its session when that has a controlling terminal, else 0.</param>
public sealed record ProcessEntry(
    int Pid,
    int Parent,
    string Start,
    string Name,
    IReadOnlyList<string> CommandLine,
    int TerminalSessionLeader
);
