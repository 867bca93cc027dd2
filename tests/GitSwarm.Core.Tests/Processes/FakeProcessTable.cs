using GitSwarm.Sessions.Processes;

namespace GitSwarm.Core.Tests.Processes;

/// <summary>A process table made of rows, which counts the questions.</summary>
internal sealed class FakeProcessTable(params ProcessEntry[] rows) : IProcessTable
{
    public string Boot { get; init; } = "boot-1";

    public string? Namespace { get; init; } = Liveness.FirstNamespace;

    public bool HidesOthers { get; init; }

    public int Questions { get; private set; }

    public ProcessEntry? Find(int pid)
    {
        Questions++;
        return rows.FirstOrDefault(row => row.Pid == pid);
    }

    /// <summary>A row whose name is the zeroth argument's last part, as after a plain start.</summary>
    public static ProcessEntry Row(int pid, int parent, params string[] commandLine) => Row(pid, parent, 0, commandLine);

    public static ProcessEntry Row(int pid, int parent, int leader, params string[] commandLine) =>
        new(pid, parent, $"start-{pid}", Path.GetFileName(commandLine.FirstOrDefault("kernel")), commandLine, leader);
}
