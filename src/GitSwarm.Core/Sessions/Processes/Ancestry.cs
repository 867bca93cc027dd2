namespace GitSwarm.Sessions.Processes;

/// <summary>Walks from a process towards the root of the process tree.</summary>
internal static class Ancestry
{
    // Deeper than any real nesting of shells, editors and clients; ends the walk in a table that changes underneath.
    private const int Limit = 64;

    /// <summary>The process itself, then its parent, and so on; ends where the table knows no more or comes round again.</summary>
    internal static IEnumerable<ProcessEntry> From(IProcessTable table, int pid)
    {
        var seen = new HashSet<int>();
        while (seen.Count < Limit && seen.Add(pid) && table.Find(pid) is { } process)
        {
            yield return process;
            pid = process.Parent;
        }
    }
}
