using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>A world that lacks something: git, HOME, a reader, the directory one stands in.</summary>
[Trait("Category", "Binary")]
public sealed class SurroundingsTests : IDisposable
{
    private static readonly string[][] Commands =
    [
        ["init"],
        ["join"],
        ["status"],
        ["touch", "a"],
        ["gc"],
        ["deinit", "--purge"],
    ];
    private readonly Cli cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public void Without_git_it_says_what_to_install()
    {
        cli.Do("join");
        var before = GitDirListing.Of(cli.GitDir);
        var empty = Directory.CreateDirectory(cli.Sandbox.Path("empty")).FullName;

        foreach (var command in Commands)
        {
            var finished = cli.Me.RunWith("PATH", empty, command);

            AssertRefused(finished);
            Assert.Contains("install git", finished.Error, StringComparison.Ordinal);
        }
        Assert.Equal(before, GitDirListing.Of(cli.GitDir));
    }

    [Fact]
    public void A_git_that_is_too_old_is_named_with_its_version()
    {
        cli.Do("join");
        var before = GitDirListing.Of(cli.GitDir);
        var folder = Directory.CreateDirectory(cli.Sandbox.Path("old")).FullName;
        var script = Path.Combine(folder, "git");
        // What git 2.20 says to for-each-ref and update-ref as we call them.
        Script.Write(
            script,
            """
            #!/bin/sh
            case "$*" in
            --version) echo 'git version 2.20.1' ;;
            *for-each-ref*raw*) echo 'fatal: unknown field name: raw:size' >&2; exit 128 ;;
            *update-ref*) echo "fatal: unknown command: start" >&2; exit 128 ;;
            *) exec "$REAL_GIT" "$@" ;;
            esac
            """
        );
        var old = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = folder + ":" + cli.Sandbox.Variables["PATH"],
            ["REAL_GIT"] = cli.Sandbox.GitProgram,
        };

        foreach (var command in new string[][] { ["init"], ["deinit", "--purge"] })
        {
            var finished = cli.Me.RunWith(old, command);

            AssertRefused(finished);
            Assert.Contains("2.20.1", finished.Error, StringComparison.Ordinal);
            Assert.Contains("2.34", finished.Error, StringComparison.Ordinal);
        }
        Assert.Equal(before, GitDirListing.Of(cli.GitDir));
    }

    [Fact]
    public void A_git_that_answers_nonsense_is_no_bug_of_ours()
    {
        var folder = Directory.CreateDirectory(cli.Sandbox.Path("odd")).FullName;
        var script = Path.Combine(folder, "git");
        Script.Write(script, "#!/bin/sh\necho git version 2.20.1\n");

        foreach (var command in Commands)
        {
            var finished = cli.Me.RunWith("PATH", folder + ":" + cli.Sandbox.Variables["PATH"], command);

            AssertRefused(finished);
            Assert.DoesNotContain("BUG", finished.Error, StringComparison.Ordinal);
            Assert.Contains("2.20.1", finished.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_reader_that_goes_away_is_no_error()
    {
        cli.Do("join");
        for (var i = 0; i < 40; i++)
        {
            cli.Repository.Write($"file-{i}.txt", "");
        }

        var finished = cli.Sandbox.Run(
            "sh",
            ["-c", "{ git swarm status; echo $? >&2; } | head -1; git swarm status >&-; echo $? >&2"],
            cli.Repository.Path,
            cli.Me.Variables
        );

        Assert.StartsWith("session\t", finished.Output, StringComparison.Ordinal);
        Assert.Equal("0\n0\n", finished.Error);
    }

    [Fact]
    public void Without_home_everything_works()
    {
        cli.Sandbox.Variables.Remove("HOME");
        cli.Sandbox.Variables.Remove("GIT_CONFIG_GLOBAL");

        cli.Do("join", "--name", "homeless");

        Assert.Equal("homeless", cli.Me.Names());
    }

    [Fact]
    public void A_current_directory_that_is_gone_is_one_line()
    {
        var other = cli.UserOn("ui");
        var program = Cli.Program;

        var finished = cli.Sandbox.Run("sh", ["-c", $"rm -rf \"$PWD\"; '{program}' status"], other.Directory, other.Variables);

        AssertRefused(finished);
    }

    [Fact]
    public void Switched_off_it_says_and_does_nothing()
    {
        var before = GitDirListing.Of(cli.GitDir);

        foreach (var command in Commands)
        {
            var finished = cli.Me.RunWith("GIT_SWARM", "off", command);

            Assert.True(finished.Ok);
            Assert.Empty(finished.Output + finished.Error);
        }
        Assert.Equal(before, GitDirListing.Of(cli.GitDir));
    }

    [Fact]
    public void A_syntax_error_in_the_config_is_named_with_its_line()
    {
        var config = Path.Combine(cli.GitDir, "config");
        File.AppendAllText(config, "[broken\n");
        var line = File.ReadAllLines(config).Length;

        foreach (var command in Commands)
        {
            var finished = cli.Run(command);

            AssertRefused(finished);
            Assert.Contains($"line {line}", finished.Error, StringComparison.Ordinal);
            Assert.Contains(config, finished.Error, StringComparison.Ordinal);
        }
        Assert.True(cli.Run("hook", "git", "post-checkout", "a", "b", "1").Ok, "hooks never stop the user");
    }

    private static void AssertRefused(Finished finished)
    {
        Assert.True(finished.ExitCode is 128, $"{finished.ExitCode} {finished.Output}{finished.Error}");
        Assert.Empty(finished.Output);
        Assert.Equal(2, finished.Error.TrimEnd('\n').Split('\n').Length);
        Assert.StartsWith("error: ", finished.Error, StringComparison.Ordinal);
        // A key of a message text that is not there.
        Assert.DoesNotMatch("[a-z]_[A-Z]", finished.Error);
    }
}
