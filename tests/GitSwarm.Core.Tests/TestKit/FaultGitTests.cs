using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.TestKit;

public class FaultGitTests
{
    // Three calls, each of which must go well for the next to be made.
    private const string Caller = "git tag one && echo one >>seen && git tag two && echo two >>seen && git tag three && echo three >>seen";

    [Fact]
    public void Without_a_fault_calls_are_counted()
    {
        using var sandbox = new Sandbox();
        var (git, finished, seen, tags) = Run(sandbox, FaultMode.None, 1);

        Assert.True(finished.Ok, finished.Error);
        Assert.Equal(["tag one", "tag two", "tag three"], git.Calls);
        Assert.Equal((3, 3), (seen, tags));
    }

    [Theory]
    [InlineData(FaultMode.Refuse, 128, 0)]
    [InlineData(FaultMode.KillCallerBefore, 137, 0)]
    [InlineData(FaultMode.KillCallerAfter, 137, 1)]
    public void Each_call_can_go_wrong(FaultMode mode, int exitCode, int done)
    {
        var k = 0;
        bool reached;
        do
        {
            k++;
            using var sandbox = new Sandbox();
            var (git, finished, seen, tags) = Run(sandbox, mode, k);
            reached = git.Reached;
            Assert.Equal(reached ? exitCode : 0, finished.ExitCode);
            Assert.Equal(reached ? k - 1 : 3, seen);
            Assert.Equal(reached ? k - 1 + done : 3, tags);
        } while (reached);

        Assert.Equal(4, k);
    }

    [Fact]
    public void Git_itself_can_be_killed()
    {
        using var sandbox = new Sandbox();
        var (git, finished, seen, _) = Run(sandbox, FaultMode.KillGit, 2);

        Assert.True(git.Reached);
        Assert.Equal(137, finished.ExitCode);
        Assert.Equal(1, seen);
    }

    [Fact]
    public void Input_reaches_a_git_that_will_be_killed()
    {
        using var sandbox = new Sandbox();
        var repository = TestRepository.Create(sandbox);
        var git = new FaultGit(sandbox, FaultMode.KillGit, 1, TimeSpan.FromSeconds(1));

        var finished = sandbox.Run(git.Program, ["hash-object", "--stdin"], repository.Path, null, "text");

        Assert.Equal(40, finished.Output.Trim().Length);
    }

    [Fact]
    public void The_process_of_the_tests_is_not_killed()
    {
        using var sandbox = new Sandbox();
        var git = new FaultGit(sandbox, FaultMode.KillCallerBefore, 1);

        Assert.Contains("not killed", sandbox.Run(git.Program, ["version"]).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Calls_at_the_same_time_are_each_counted_once()
    {
        using var sandbox = new Sandbox();
        var git = new FaultGit(sandbox, FaultMode.None, 1);
        const string Script = "for i in 1 2 3 4 5 6 7 8 9 10 11 12; do git version >/dev/null & done; wait";

        sandbox.Run("sh", ["-c", Script], null, git.Variables);

        Assert.Equal(12, git.Count);
    }

    private static (FaultGit Git, Finished Finished, int Seen, int Tags) Run(Sandbox sandbox, FaultMode mode, int call)
    {
        var repository = TestRepository.Create(sandbox);
        var git = new FaultGit(sandbox, mode, call);
        var finished = sandbox.Run("sh", ["-c", Caller], repository.Path, git.Variables);
        var seen = Path.Combine(repository.Path, "seen");
        return (
            git,
            finished,
            File.Exists(seen) ? File.ReadAllLines(seen).Length : 0,
            repository.Git("tag", "--list").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length
        );
    }
}
