namespace GitSwarm.Sessions.Processes;

/// <summary>Chooses the process table that fits the system.</summary>
public static class ProcessTables
{
    /// <summary>A fresh table of this system; where there is neither a known one nor <c>/proc</c>, an empty one that judges nothing.</summary>
    public static IProcessTable ForThisSystem() =>
        OperatingSystem.IsWindows() ? new WindowsProcessTable()
        : OperatingSystem.IsMacOS() ? new MacProcessTable()
        : new LinuxProcessTable();
}
