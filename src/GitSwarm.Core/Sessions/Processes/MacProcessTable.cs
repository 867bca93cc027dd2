namespace GitSwarm.Sessions.Processes;

/// <summary>The processes of macOS, read once by ps(1) at the first question.</summary>
public sealed class MacProcessTable : IProcessTable
{
    private readonly Lazy<IReadOnlyDictionary<int, ProcessEntry>> processes = new(() =>
        MacProcessList.Parse(SystemCommand.Read("/bin/ps", MacProcessList.States), SystemCommand.Read("/bin/ps", MacProcessList.Arguments))
    );

    private readonly Lazy<string> boot = new(() => SystemCommand.Read("/usr/sbin/sysctl", "-n", "kern.bootsessionuuid").Trim());

    /// <inheritdoc/>
    public string Boot => boot.Value;

    /// <inheritdoc/>
    public string? Namespace => null;

    /// <inheritdoc/>
    public ProcessEntry? Find(int pid) => processes.Value.GetValueOrDefault(pid);
}
