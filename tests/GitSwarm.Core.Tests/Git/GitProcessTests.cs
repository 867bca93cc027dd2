using System.Diagnostics;
using GitSwarm.Git;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Git;

public class GitProcessTests
{
    [Fact]
    public void A_child_that_does_not_read_its_input_still_tells_why()
    {
        using var sandbox = new Sandbox();

        var result = Process(sandbox).Run(["no-such-command"], new byte[1 << 20], sandbox.Root);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("is not a git command", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Much_input_and_much_output_flow_at_once()
    {
        using var sandbox = new Sandbox();
        var repository = TestRepository.Create(sandbox);
        var lines = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i:d40}\n"));

        var result = await Task.Run(() =>
                Process(sandbox).Run(["cat-file", "--batch-check"], System.Text.Encoding.ASCII.GetBytes(lines), repository.Path)
            )
            .WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(20_000, result.Text.Split('\n').Length);
    }

    [Fact]
    public void Input_is_read_to_its_last_byte()
    {
        using var sandbox = new Sandbox();
        var repository = TestRepository.Create(sandbox);
        var bytes = new byte[300_001];
        new Random(1).NextBytes(bytes);

        var id = Process(sandbox).Run(["hash-object", "-w", "--stdin"], bytes, repository.Path).Text;

        Assert.Equal(bytes, Process(sandbox).Run(["cat-file", "blob", id], directory: repository.Path).Output);
    }

    [Fact]
    public void A_missing_git_is_a_refusal_that_says_what_to_install()
    {
        using var sandbox = new Sandbox();
        var process = new GitProcess(new GitEnvironment(new Dictionary<string, string>(sandbox.Variables), sandbox.Path("no-git")));

        var error = Assert.Throws<SwarmException>(() => process.Run(["--version"]));

        Assert.Equal(ErrorCode.GitFailed, error.Code);
        Assert.Contains("install git 2.34 or newer", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_directory_is_not_taken_for_a_missing_git()
    {
        using var sandbox = new Sandbox();

        var error = Assert.Throws<SwarmException>(() => Process(sandbox).Run(["--version"], directory: sandbox.Path("gone")));

        Assert.Equal(ErrorCode.NotARepository, error.Code);
    }

    [Fact]
    public void A_conversation_left_early_ends_the_child()
    {
        using var sandbox = new Sandbox();
        var repository = TestRepository.Create(sandbox);
        var lockFile = Path.Combine(repository.Path, ".git", "refs", "heads", "topic.lock");
        using (var child = Process(sandbox).Start(["update-ref", "--stdin"], repository.Path))
        {
            child.Write($"start\ncreate refs/heads/topic {repository.Git("rev-parse", "HEAD")}\nprepare\n");
            Assert.Equal(("start: ok", "prepare: ok"), (child.ReadLine(), child.ReadLine()));
            Assert.True(File.Exists(lockFile));
            child.CloseInput();
            Assert.Null(child.ReadLine());
        }
        Assert.False(File.Exists(lockFile));
    }

    [Fact]
    public void Variables_of_the_callers_repository_do_not_reach_the_child()
    {
        using var sandbox = new Sandbox();
        var repository = TestRepository.Create(sandbox);
        // The list of this git itself; what it adds is ours to add.
        var local = sandbox.Git(sandbox.Root, "rev-parse", "--local-env-vars").Split('\n');
        var variables = new Dictionary<string, string>(sandbox.Variables);
        foreach (var name in local)
        {
            variables[name] = "1";
        }

        var environment = new GitEnvironment(variables, sandbox.GitProgram);

        // Settings given by variables (git -c) are the user's wish, not the repository's.
        Assert.Equal(["GIT_CONFIG_COUNT", "GIT_CONFIG_PARAMETERS"], local.Where(environment.Variables.ContainsKey).Order());
    }

    [Theory]
    [InlineData("git version 2.39.5 (Apple Git-154)", 2, 39)]
    [InlineData("git version 2.47.1.windows.2", 2, 47)]
    [InlineData("git version 2.55.0\n", 2, 55)]
    [InlineData("git version 2.50.0.rc1", 2, 50)]
    [InlineData("git version 2.51.GIT", 2, 51)]
    [InlineData("git version 3.0.0", 3, 0)]
    public void A_version_is_read(string text, int major, int minor) => Assert.Equal(new GitVersion(major, minor), GitVersion.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("git version unknown")]
    [InlineData("git version 3")]
    [InlineData("sh: git: not found")]
    public void What_is_no_version_is_none(string text) => Assert.Null(GitVersion.Parse(text));

    [Fact]
    public void Versions_are_ordered_by_number()
    {
        Assert.True(new GitVersion(2, 9) < new GitVersion(2, 10));
        Assert.True(new GitVersion(3, 0) > GitVersion.ConfigHooks);
        Assert.True(new GitVersion(2, 34) >= GitVersion.Oldest && new GitVersion(2, 34) <= GitVersion.Oldest);
    }

    [GitTheory(RepositoryFormat.Files)]
    public void The_version_of_every_git_at_hand_is_read(TestGit git, RepositoryFormat _)
    {
        using var sandbox = new Sandbox(git);
        var said = Process(sandbox).Run(["--version"]).Text;

        Assert.StartsWith($"git version {GitVersion.Parse(said)}.", said, StringComparison.Ordinal);
    }

    private static GitProcess Process(Sandbox sandbox) =>
        new(new GitEnvironment(new Dictionary<string, string>(sandbox.Variables), sandbox.GitProgram));
}
