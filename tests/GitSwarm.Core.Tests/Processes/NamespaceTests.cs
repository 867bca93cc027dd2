using System.Diagnostics;
using GitSwarm.Sessions.Processes;
using Xunit;

namespace GitSwarm.Core.Tests.Processes;

/// <summary>A real pid namespace; what its /proc says is copied out by a shell within it.</summary>
public sealed class NamespaceTests : IDisposable
{
    private const string CopyProc = """
        cd "$1" && mkdir -p self/ns sys/kernel/random &&
        ln -s "$(readlink /proc/self/ns/pid)" self/ns/pid &&
        cat /proc/self/status > self/status && cat /proc/sys/kernel/random/boot_id > sys/kernel/random/boot_id &&
        for process in /proc/[0-9]*; do
          mkdir -p "${process#/proc/}" && cat "$process/stat" > "${process#/proc/}/stat" && cat "$process/cmdline" > "${process#/proc/}/cmdline"
        done 2>/dev/null
        echo ready; exec sleep 60
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("swarm-inside-");

    public void Dispose() => folder.Delete(recursive: true);

    [NamespaceFact]
    public void Neither_side_of_a_pid_namespace_judges_the_other()
    {
        using var inside = Start("--mount-proc");
        var innerTable = new LinuxProcessTable(folder.FullName);
        var outerTable = new LinuxProcessTable();
        var recordedInside = ProcessIdentity.Of(1, innerTable)!;
        var recordedOutside = ProcessIdentity.Of(Environment.ProcessId, outerTable)!;

        Assert.Equal(recordedOutside.Boot, recordedInside.Boot);
        Assert.Equal(Life.Alive, Liveness.Of(recordedInside, innerTable));
        Assert.Equal(Life.Alive, Liveness.Of(recordedOutside, outerTable));
        Assert.Equal(Life.Unknown, Liveness.Of(recordedInside, outerTable));
        Assert.Equal(Life.Unknown, Liveness.Of(recordedOutside, innerTable));
        Kill(inside);
    }

    [NamespaceFact]
    public void A_namespace_that_sees_the_proc_around_it_judges_nothing()
    {
        using var inside = Start();
        var innerTable = new LinuxProcessTable(folder.FullName);
        var recorded = ProcessIdentity.Of(Environment.ProcessId, new LinuxProcessTable())!;
        Assert.Equal("", innerTable.Namespace);
        Assert.Null(innerTable.Find(Environment.ProcessId));
        Assert.Equal(Life.Unknown, Liveness.Of(recorded, innerTable));
        Kill(inside);
    }

    private Process Start(params string[] options)
    {
        var start = new ProcessStartInfo(
            "unshare",
            ["--pid", "--fork", "--kill-child", .. options, "sh", "-c", CopyProc, "sh", folder.FullName]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        Assert.Equal("ready", process.StandardOutput.ReadLine());
        return process;
    }

    // The first process of a namespace takes all others with it, and --kill-child ties it to ours.
    private static void Kill(Process process)
    {
        process.Kill();
        process.WaitForExit();
    }
}
