using GitSwarm.TestKit;
using Xunit;
using Xunit.Sdk;

namespace GitSwarm.Tests.TestKit;

public class SnapshotsTests
{
    [Fact]
    public void The_file_lies_beside_the_test() => Snapshots.Match("one\ntwo\n", "two-lines");

    [Fact]
    public void A_difference_fails_and_leaves_the_new_text()
    {
        using var sandbox = new Sandbox();
        var file = sandbox.Path("Snapshots", "x.txt");
        Snapshots.Match("one\ntwo", file, update: true);

        var e = Assert.Throws<FailException>(() => Snapshots.Match("one\n2", file, update: false));

        Assert.Contains("  one\n- two\n+ 2\n", e.Message, StringComparison.Ordinal);
        Assert.Equal("one\n2\n", File.ReadAllText(file + ".new"));
        Snapshots.Match("one\ntwo\n", file, update: false);
        Assert.False(File.Exists(file + ".new"));
    }

    [Fact]
    public void A_missing_file_fails()
    {
        using var sandbox = new Sandbox();
        var file = sandbox.Path("Snapshots", "x.txt");

        Assert.Throws<FailException>(() => Snapshots.Match("text", file, update: false));

        Assert.False(File.Exists(file));
    }

    [Fact]
    public void Text_with_the_temporary_directory_is_refused_even_when_updating()
    {
        using var sandbox = new Sandbox();

        Assert.Throws<FailException>(() => Snapshots.Match(sandbox.Root + "/app", sandbox.Path("x.txt"), update: true));
    }
}
