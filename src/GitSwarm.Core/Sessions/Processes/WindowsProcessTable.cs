namespace GitSwarm.Sessions.Processes;

/// <summary>The processes of Windows, read once through PowerShell and Win32_Process at the first question.</summary>
public sealed class WindowsProcessTable : IProcessTable
{
    private readonly Lazy<IReadOnlyDictionary<int, ProcessEntry>> processes = new(() =>
        WindowsProcessList.Parse(
            SystemCommand.Read("powershell.exe", "-NoProfile", "-NonInteractive", "-Command", WindowsProcessList.Query)
        )
    );

    /// <summary>When the system's own process started; empty when it cannot be told.</summary>
    /// <remarks>
    /// Not LastBootUpTime: that is computed back from the running clock and moves when the clock is set, which would
    /// declare every session dead. A process's start is written down once.
    /// </remarks>
    public string Boot => processes.Value.GetValueOrDefault(WindowsProcessList.SystemPid)?.Start ?? "";

    /// <inheritdoc/>
    public string? Namespace => null;

    /// <inheritdoc/>
    public ProcessEntry? Find(int pid) => processes.Value.GetValueOrDefault(pid);
}
