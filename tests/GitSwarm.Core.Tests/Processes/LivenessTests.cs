using GitSwarm.Sessions.Processes;
using Xunit;

namespace GitSwarm.Core.Tests.Processes;

public sealed class LivenessTests
{
    private const string First = Liveness.FirstNamespace;
    private const string Container = "pid:[4026532177]";

    [Theory]
    [InlineData("start-5", Life.Alive)]
    [InlineData("start-4", Life.Dead)] // the number was given to another
    public void In_the_same_boot_and_namespace_the_start_decides(string start, Life expected) =>
        Assert.Equal(expected, Liveness.Of(new(5, start, "boot-1", First), Table("boot-1", First)));

    [Fact]
    public void A_missing_process_is_dead() =>
        Assert.Equal(Life.Dead, Liveness.Of(new(6, "start-6", "boot-1", First), Table("boot-1", First)));

    [Fact]
    public void Where_others_are_hidden_one_that_is_not_seen_may_be_at_work()
    {
        var table = new FakeProcessTable(FakeProcessTable.Row(5, 1, "claude")) { HidesOthers = true };

        Assert.Equal(Life.Unknown, Liveness.Of(new(6, "start-6", "boot-1", First), table));
        Assert.Equal(Life.Alive, Liveness.Of(new(5, "start-5", "boot-1", First), table));
        Assert.Equal(Life.Dead, Liveness.Of(new(5, "start-4", "boot-1", First), table));
    }

    [Fact]
    public void In_one_container_the_start_decides_too()
    {
        Assert.Equal(Life.Alive, Liveness.Of(new(5, "start-5", "boot-1", Container), Table("boot-1", Container)));
        Assert.Equal(Life.Dead, Liveness.Of(new(6, "start-6", "boot-1", Container), Table("boot-1", Container)));
    }

    // The same number and start runs in the table: only boot and namespace are judged.
    [Theory]
    [InlineData("boot-1", First, "boot-1", Container, Life.Unknown)]
    [InlineData("boot-1", Container, "boot-1", First, Life.Unknown)]
    [InlineData("boot-0", First, "boot-1", First, Life.Dead)]
    [InlineData("boot-0", null, "boot-1", null, Life.Dead)]
    [InlineData("boot-0", Container, "boot-1", Container, Life.Unknown)]
    [InlineData("boot-0", First, "boot-1", Container, Life.Unknown)]
    [InlineData("boot-0", Container, "boot-1", First, Life.Unknown)]
    [InlineData("boot-1", null, "boot-1", First, Life.Unknown)]
    [InlineData("boot-1", null, "boot-1", null, Life.Alive)]
    [InlineData("", First, "boot-1", First, Life.Unknown)]
    [InlineData("boot-1", First, "", First, Life.Unknown)]
    [InlineData("", First, "", First, Life.Unknown)]
    [InlineData("boot-1", "", "boot-1", "", Life.Unknown)]
    [InlineData("boot-0", "", "boot-1", First, Life.Unknown)]
    public void Boot_and_namespace_come_first(string boot, string? space, string bootNow, string? spaceNow, Life expected) =>
        Assert.Equal(expected, Liveness.Of(new(5, "start-5", boot, space), Table(bootNow, spaceNow)));

    private static FakeProcessTable Table(string boot, string? space) =>
        new(FakeProcessTable.Row(5, 1, "claude")) { Boot = boot, Namespace = space };
}
