using System.Diagnostics;
using GitSwarm.Sessions.Processes;
using Xunit;

namespace GitSwarm.Core.Tests.Processes;

public sealed class RealProcessTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [LinuxFact]
    public void A_killed_process_is_dead()
    {
        using var process = Process.Start("sleep", "60");
        var recorded = ProcessIdentity.Of(process.Id, new LinuxProcessTable())!;
        Assert.Equal(Life.Alive, Liveness.Of(recorded, new LinuxProcessTable()));
        process.Kill();
        process.WaitForExit();
        Assert.Equal(Life.Dead, Liveness.Of(recorded, new LinuxProcessTable()));
    }

    [LinuxFact]
    public void Another_process_of_the_same_number_is_not_the_one_recorded()
    {
        using var process = Process.Start("sleep", "60");
        var recorded = ProcessIdentity.Of(process.Id, new LinuxProcessTable())!;
        var before = recorded with { Start = $"{ulong.Parse(recorded.Start) - 1}" };
        Assert.Equal(Life.Dead, Liveness.Of(before, new LinuxProcessTable()));
        process.Kill();
    }

    [LinuxFact]
    public void A_process_nobody_collects_is_dead()
    {
        // The shell's place is taken by a sleep that never collects the child it inherits.
        using var parent = Start("sh", "-c", "sleep 0.3 & echo $!; exec sleep 60");
        var child = int.Parse(parent.StandardOutput.ReadLine()!);
        var recorded = ProcessIdentity.Of(child, new LinuxProcessTable())!;
        Assert.Equal(Life.Alive, Liveness.Of(recorded, new LinuxProcessTable()));
        Assert.True(SpinWait.SpinUntil(() => File.ReadAllText($"/proc/{child}/stat").Contains(") Z "), Patience));
        Assert.Equal(Life.Dead, Liveness.Of(recorded, new LinuxProcessTable()));
        parent.Kill();
    }

    [LinuxFact]
    public void The_table_of_this_system_agrees_with_the_runtime()
    {
        var table = ProcessTables.ForThisSystem();
        var me = table.Find(Environment.ProcessId)!;
        Assert.Equal(Environment.GetCommandLineArgs()[^1], me.CommandLine[^1]);
        Assert.Equal(File.ReadAllText("/proc/sys/kernel/random/boot_id").TrimEnd(), table.Boot);
        Assert.StartsWith("pid:[", table.Namespace);
        using var child = Process.Start("sleep", "60");
        Assert.Equal(Environment.ProcessId, table.Find(child.Id)!.Parent);
        child.Kill();
    }

    [LinuxFact]
    public void The_innermost_client_of_a_real_process_tree_is_found()
    {
        var folder = Directory.CreateTempSubdirectory("swarm-client-");
        try
        {
            // A real process tree: something called codex, started by something called claude.
            foreach (var name in new[] { "claude", "codex" })
            {
                File.Copy(File.Exists("/bin/dash") ? "/bin/dash" : "/bin/sh", Path.Combine(folder.FullName, name));
            }
            using var outer = Start(
                Path.Combine(folder.FullName, "claude"),
                "-c",
                $"{folder.FullName}/codex -c 'sleep 60 & echo $!; wait'; true"
            );
            var inner = int.Parse(outer.StandardOutput.ReadLine()!);
            var table = new LinuxProcessTable();
            // Until it has become sleep, the child still bears its parent's name.
            Assert.True(SpinWait.SpinUntil(() => table.Find(inner)?.Name == "sleep", Patience));
            var (client, process) = ClientProcess.Innermost(table, inner)!.Value;
            Assert.Equal("codex", client.Name);
            Assert.Equal("claude", ClientProcess.Innermost(table, process.Parent)!.Value.Client.Name);
            Assert.Equal(outer.Id, process.Parent);
            outer.Kill(entireProcessTree: true);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Process Start(string program, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
}
