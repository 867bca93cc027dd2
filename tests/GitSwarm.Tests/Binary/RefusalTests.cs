using System.Text.Json;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>What is typed wrong is refused in one line that names it and says what to do; nothing is changed.</summary>
[Trait("Category", "Binary")]
public sealed class RefusalTests(SharedCli shared) : IClassFixture<SharedCli>
{
    private static readonly string Longest = new('x', 127 * 1024);
    private readonly Cli cli = shared.Cli;

    public static TheoryData<string[], int, string> Refused =>
        new()
        {
            { ["focus", "--as", "nobody", "hi"], 128, "nobody" },
            { ["status", "--as", "nobody"], 128, "nobody" },
            { ["leave", "--as", ""], 128, "''" },
            { ["join", "--name", ""], 129, "''" },
            { ["join", "--name", "a b"], 129, "a b" },
            { ["join", "--name=-a"], 129, "-a" },
            { ["join", "--name", ".a"], 129, ".a" },
            { ["focus", "--clear", "roof"], 129, "roof" },
            { ["join", "--name", "a/b"], 129, "a/b" },
            { ["join", "--name", Longest], 129, "xxxxxxxx" },
            { ["join", "--task", Longest], 129, "xxxxxxxx" },
            { ["focus", Longest, Longest, Longest], 129, "xxxxxxxx" },
            { ["join", "--client", ""], 129, "client" },
            { ["join", "--client", "a\tb"], 129, "client" },
            { ["join", "--pid", "abc"], 129, "'abc'" },
            { ["join", "--pid", "99999999999"], 129, "'99999999999'" },
            { ["join", "--pid", "4194305"], 129, "4194305" },
            { ["join", "--pid", "0"], 129, "0" },
            { ["status", "--since", "yesterday"], 129, "yesterday" },
            { ["status", "--since", ""], 129, "''" },
            { ["status", "--since", "-5m"], 129, "-5m" },
            { ["status", "--since", "99999999d"], 129, "99999999d" },
            { ["status", "--since"], 129, "--since" },
            { ["stauts"], 129, "stauts" },
            { ["task", "tkae"], 129, "'tkae' is not a command of 'git swarm task'" },
            { ["team", "bogus"], 129, "'bogus' is not a command of 'git swarm team'" },
            { ["task"], 129, "command" },
            { [], 129, "command" },
            { ["status", "--wotch"], 129, "--wotch" },
            { ["status", "extra"], 129, "extra" },
            { ["touch", "--wotch", "a"], 129, "--wotch" },
            { ["touch", "a", "-z"], 129, "-z" },
            { ["focus", "--wotch"], 129, "--wotch" },
            { ["touch"], 129, "touch" },
            { ["touch", ""], 129, "''" },
            { ["touch", "../elsewhere"], 129, "../elsewhere" },
            { ["touch", "/etc/passwd"], 129, "/etc/passwd" },
            { ["leave"], 128, "no session" },
            { ["focus"], 128, "no session" },
            { ["init", "--remote", "nowhere"], 129, "nowhere" },
            { ["completion", "csh"], 129, "csh" },
            { ["-C", "/does/not/exist", "status"], 128, "/does/not/exist" },
        };

    [Theory]
    [MemberData(nameof(Refused))]
    public void It_is_named_with_the_next_step_and_nothing_changes(string[] arguments, int exit, string named)
    {
        var before = GitDirListing.Of(cli.GitDir);

        var finished = cli.Run(arguments);

        Assert.Equal(exit, finished.ExitCode);
        Assert.Empty(finished.Output);
        var lines = finished.Error.TrimEnd('\n').Split('\n');
        Assert.True(lines.Length == 2, finished.Error);
        Assert.StartsWith("error: ", lines[0], StringComparison.Ordinal);
        Assert.Contains(named, lines[0], StringComparison.Ordinal);
        Assert.StartsWith("hint: ", lines[1], StringComparison.Ordinal);
        Assert.DoesNotContain("System.", finished.Error, StringComparison.Ordinal);
        Assert.True(finished.Error.Length < 700, "too long");
        Assert.Equal(before, GitDirListing.Of(cli.GitDir));
    }

    [Theory]
    [InlineData("unknown-session", "focus", "--as", "nobody", "hi")]
    [InlineData("bad-argument", "stauts")]
    [InlineData("bad-argument", "status", "--wotch")]
    [InlineData("bad-argument", "touch", "--wotch")]
    [InlineData("bad-argument", "join", "--pid", "abc")]
    [InlineData("no-session", "leave")]
    public void With_json_the_refusal_is_an_object_on_standard_output(string code, params string[] arguments)
    {
        var finished = cli.Run([.. arguments, "--json"]);

        Assert.True(finished.ExitCode is 128 or 129);
        Assert.Empty(finished.Error);
        var error = JsonDocument.Parse(finished.Output).RootElement.GetProperty("error");
        Assert.Equal(code, error.Text("code"));
        Assert.NotEmpty(error.Text("message"));
        Assert.NotEmpty(error.Text("hint"));
    }

    [Fact]
    public void A_directory_that_is_no_repository_is_named()
    {
        var stranger = cli.User(Directory.CreateDirectory(cli.Sandbox.Path("elsewhere")).FullName);

        foreach (var verb in new[] { "status", "init", "join", "gc", "deinit", "worktrees" })
        {
            var finished = stranger.Run(verb);

            Assert.Equal(128, finished.ExitCode);
            Assert.Contains(stranger.Directory, finished.Error, StringComparison.Ordinal);
            Assert.Contains("hint: ", finished.Error, StringComparison.Ordinal);
        }
        Assert.Empty(Directory.EnumerateFileSystemEntries(stranger.Directory));
    }

    [Fact]
    public void A_repository_that_did_not_opt_in_says_how_to()
    {
        using var other = new Cli(init: false);
        var before = GitDirListing.Of(other.GitDir);

        foreach (var arguments in new string[][] { ["status"], ["join"], ["touch", "a"], ["gc"], ["leave"], ["worktrees"], ["mute"] })
        {
            var finished = other.Run(arguments);

            Assert.Equal(128, finished.ExitCode);
            Assert.Contains("git swarm init", finished.Error, StringComparison.Ordinal);
            Assert.Empty(finished.Output);
        }
        Assert.Equal(before, GitDirListing.Of(other.GitDir));
    }

    [Fact]
    public void Somebody_near_is_offered_for_a_mistyped_session()
    {
        using var other = new Cli();
        other.Do("join", "--name", "editor");

        Assert.Contains("did you mean editor?", other.Run("focus", "--as", "edtior", "x").Error, StringComparison.Ordinal);
    }
}
