using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>Two containers on one repository: neither can see the other's processes, so neither may judge them.</summary>
[Trait("Category", "Binary")]
public sealed class NamespaceSessionTests : IDisposable
{
    private readonly Cli cli = new();

    public void Dispose() => cli.Dispose();

    [RootFact]
    public void Neither_of_two_pid_namespaces_declares_the_others_session_dead()
    {
        cli.Do("join", "--name", "outside");
        var ui = cli.UserOn("ui");

        // 1 is the shell in there; here 1 is somebody else, with another start.
        var inside = cli.Sandbox.Run(
            "unshare",
            [
                "--pid",
                "--fork",
                "--mount-proc",
                "sh",
                "-c",
                "export GIT_SWARM_PID=1; git-swarm join --name inside >&2 && git-swarm gc && git-swarm status; exit",
            ],
            ui.Directory
        );

        var shown = inside.OutputOrThrow("unshare");
        Assert.Contains("ended 0 dead sessions", shown, StringComparison.Ordinal);
        Assert.Contains("\toutside\t", shown, StringComparison.Ordinal);
        Assert.Contains("\tinside\t", shown, StringComparison.Ordinal);

        Assert.Equal("inside outside", cli.Me.Names());
        Assert.Contains("ended 0 dead sessions", cli.Do("gc"), StringComparison.Ordinal);
        Assert.Equal("inside outside", cli.Me.Names());
    }

    [RootFact]
    public void A_session_of_another_namespace_goes_stale_by_its_ticks()
    {
        cli.Do("join", "--name", "outside");
        var later = DateTime.UtcNow.AddMinutes(30).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");

        var inside = cli.Sandbox.Run(
            "unshare",
            ["--pid", "--fork", "--mount-proc", "sh", "-c", $"GIT_SWARM_NOW={later} git-swarm status; exit"],
            cli.Repository.Path
        );

        Assert.Contains("\tstale\t", inside.OutputOrThrow("unshare"), StringComparison.Ordinal);
        Assert.NotEqual("stale", cli.Me.Sessions()["outside"].Text("state"));
    }
}
