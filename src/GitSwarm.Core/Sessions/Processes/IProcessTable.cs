namespace GitSwarm.Sessions.Processes;

/// <summary>The processes of this machine, as far as the caller may see them.</summary>
/// <remarks>A table may be read once and kept: take a new one for each look, and never hold one across a wait.</remarks>
public interface IProcessTable
{
    /// <summary>Names this run of the system; empty when it cannot be told.</summary>
    string Boot { get; }

    /// <summary>Names the set in which process numbers are unique; empty when it cannot be told, null on systems with one set only.</summary>
    string? Namespace { get; }

    /// <summary>True where processes of others may be at work and not be seen (Linux: <c>hidepid</c>).</summary>
    bool HidesOthers => false;

    /// <summary>A process by its number; null when there is none, or it has ended and only waits to be collected.</summary>
    ProcessEntry? Find(int pid);

    /// <summary>When a process started, as <see cref="ProcessEntry.Start"/>; null when <see cref="Find"/> would find none.</summary>
    string? StartOf(int pid) => Find(pid)?.Start;
}
