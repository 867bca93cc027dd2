using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.TestKit.Remotes;

public class FreePortTests
{
    [Fact]
    public void A_port_that_was_taken_meanwhile_is_not_the_last_one_tried()
    {
        using var sandbox = new Sandbox();
        var folder = new ServerFolder(sandbox, "hub", RepositoryFormat.Files);
        var tried = new List<int>();

        var (process, port) = FreePort.Start(
            port =>
            {
                tried.Add(port);
                var script = tried.Count < 3 ? "echo in use >&2; exit 1" : "echo ready >&2; exec sleep 3600";
                return new ServerProcess("/bin/sh", ["-c", script], folder);
            },
            ready: "ready",
            taken: "in use"
        );

        process.Dispose();
        Assert.Equal(3, tried.Count);
        Assert.Equal(port, tried[^1]);
        Assert.Empty(MarkedProcesses.Find(folder.Mark));
    }

    [Fact]
    public void Another_fault_is_told_at_once()
    {
        using var sandbox = new Sandbox();
        var folder = new ServerFolder(sandbox, "hub", RepositoryFormat.Files);

        var e = Assert.Throws<InvalidOperationException>(() =>
            FreePort.Start(_ => new ServerProcess("/bin/sh", ["-c", "echo no key >&2; exit 1"], folder), "ready", "in use")
        );

        Assert.Contains("no key", e.Message, StringComparison.Ordinal);
    }
}
