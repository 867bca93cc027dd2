using System.Diagnostics;
using System.Text;
using GitSwarm.Agents.Commands;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Agents.Commands;

public sealed class UserCommandTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);
    private readonly Sandbox sandbox = new();

    public void Dispose() => sandbox.Dispose();

    [Fact]
    public void It_gets_its_input_its_variables_and_its_directory()
    {
        var outcome = Run("cat; echo \"$NAME $CLAUDECODE\"; pwd; echo oops >&2", new() { ["NAME"] = "value" }, "input\n");

        Assert.True(outcome.Ok);
        Assert.Equal($"input\nvalue \n{sandbox.Root}\n", outcome.Text);
        Assert.Contains("oops", outcome.Tail, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_input_ends() => Assert.Equal("", Run("cat").Text);

    [Fact]
    public void A_failure_is_told_with_its_last_words()
    {
        var outcome = Run("echo one; echo '  two' >&2; echo; exit 3");

        Assert.False(outcome.Ok);
        Assert.Equal("failed with exit code 3: two", outcome.Failure(Long));
        Assert.Equal("failed with exit code 4", Run("exit 4").Failure(Long));
    }

    [Fact]
    public void Much_output_is_read_and_its_beginning_kept()
    {
        var outcome = Run("head -c 5000000 /dev/zero | tr '\\0' x; echo end >&2");

        Assert.Equal(1 << 20, outcome.Output.Length);
        Assert.Equal("end\n", outcome.Tail);
        Assert.Equal(4096, Run("head -c 5000 /dev/zero | tr '\\0' x >&2").Tail.Length);
        Assert.Equal("said\n", Run("echo said").Tail);
    }

    [Fact]
    public void Input_that_nobody_reads_is_no_failure() => Assert.True(Run("exit 0", input: new string('x', 1 << 20)).Ok);

    [Fact]
    public void At_the_limit_it_is_killed_with_its_descendants()
    {
        var watch = Stopwatch.StartNew();
        var outcome = Run("echo begun; sh -c 'echo $$ >pid; exec sleep 60' & wait", limit: TimeSpan.FromSeconds(1));

        Assert.True(outcome.IsOutOfTime);
        Assert.Equal("begun\n", outcome.Text);
        Assert.Equal("was stopped after 1 s: begun", outcome.Failure(TimeSpan.FromSeconds(1)));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30));
        AssertGone();
    }

    [Fact]
    public void Given_up_it_is_killed_with_its_descendants()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(1));

        Assert.ThrowsAny<OperationCanceledException>(() => Run("sh -c 'echo $$ >pid; exec sleep 60' & wait", stop: stop.Token));
        AssertGone();
    }

    [Fact]
    public void What_goes_on_in_the_background_is_not_waited_for()
    {
        var watch = Stopwatch.StartNew();

        Assert.Equal("begun\n", Run("echo begun; sleep 20 &").Text);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(15));
    }

    [Fact]
    public void A_directory_that_is_not_there_is_an_error_that_names_it() =>
        Assert.Contains(
            "nowhere",
            Assert.Throws<SwarmException>(() => UserCommand.Run("true", sandbox.Path("nowhere"), Variables([]), default, Long)).Message,
            StringComparison.Ordinal
        );

    private void AssertGone()
    {
        var pid = File.ReadAllText(sandbox.Path("pid")).Trim();
        var watch = Stopwatch.StartNew();
        while (Directory.Exists($"/proc/{pid}") && File.ReadAllText($"/proc/{pid}/stat").Contains("sleep) S", StringComparison.Ordinal))
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"process {pid} lives");
            Thread.Sleep(20);
        }
    }

    private CommandOutcome Run(
        string command,
        Dictionary<string, string>? extra = null,
        string input = "",
        TimeSpan? limit = null,
        CancellationToken stop = default
    ) => UserCommand.Run(command, sandbox.Root, Variables(extra ?? []), Encoding.UTF8.GetBytes(input), limit ?? Long, stop);

    private Dictionary<string, string> Variables(Dictionary<string, string> extra)
    {
        extra["PATH"] = sandbox.Variables["PATH"];
        return extra;
    }
}
