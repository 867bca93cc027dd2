using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.TestKit;

public class SandboxTests
{
    [Fact]
    public void A_program_sees_nothing_of_the_machines_user()
    {
        using var sandbox = new Sandbox();

        var seen = sandbox.Run("env", []).Output.Split('\n');

        Assert.Contains("HOME=" + sandbox.Path("home"), seen);
        Assert.DoesNotContain(seen, line => line.StartsWith("CI=", StringComparison.Ordinal));
        Assert.Equal("main", sandbox.Git(sandbox.Root, "config", "init.defaultBranch"));
        var scopes = sandbox.Git(sandbox.Root, "config", "--list", "--show-scope").Split('\n');
        Assert.All(scopes, line => Assert.StartsWith("global", line, StringComparison.Ordinal));
    }

    [Fact]
    public void Input_output_error_and_exit_code_come_through()
    {
        using var sandbox = new Sandbox();

        var finished = sandbox.Run("sh", ["-c", "cat; echo \"$X\" >&2; exit 3"], null, Of("X", "oh"), "in");

        Assert.Equal(new Finished(3, "in", "oh\n"), finished);
    }

    [Fact]
    public void A_git_that_fails_says_why()
    {
        using var sandbox = new Sandbox();

        var e = Assert.Throws<InvalidOperationException>(() => sandbox.Git(sandbox.Root, "rev-parse", "HEAD"));

        Assert.Contains("not a git repository", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_only_leftovers_go_too()
    {
        var sandbox = new Sandbox();
        var folder = Directory.CreateDirectory(sandbox.Path("a", "b")).FullName;
        File.WriteAllText(Path.Combine(folder, "file"), "x");
        sandbox.Run("chmod", ["-R", "a-w", sandbox.Path("a")]);

        sandbox.Dispose();

        Assert.False(Directory.Exists(sandbox.Root));
    }

    [Fact]
    public void A_sleeper_lives_until_it_is_killed()
    {
        var pid = Processes.StartSleeper();
        using var sandbox = new Sandbox();
        string[] probe = ["-c", $"kill -0 {pid}"];

        Assert.Equal(0, sandbox.Run("sh", probe).ExitCode);
        Processes.Kill(pid);
        Assert.NotEqual(0, sandbox.Run("sh", probe).ExitCode);
    }

    private static Dictionary<string, string> Of(string name, string value) => new(StringComparer.Ordinal) { [name] = value };
}
