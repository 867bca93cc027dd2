using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>What others wrote never steers the terminal.</summary>
[Trait("Category", "Binary")]
public sealed class UntrustedTextTests(SharedCli shared) : IClassFixture<SharedCli>
{
    private const string Evil = "a\e[31mb\a\u009bc\u202ed\r\ne\u007f";
    private readonly Cli cli = shared.Cli;

    [Theory]
    [InlineData("join", "--name", Evil)]
    [InlineData("join", "--task", Evil)]
    [InlineData("join", "--client", Evil)]
    [InlineData("focus", Evil)]
    [InlineData("focus", "--as", Evil, "x")]
    [InlineData("touch", Evil)]
    [InlineData("status", "--since", Evil)]
    [InlineData("status", Evil)]
    [InlineData("status", "--" + Evil)]
    [InlineData(Evil)]
    [InlineData("join", "--pid", Evil)]
    [InlineData("completion", Evil)]
    [InlineData("init", "--remote", Evil)]
    [InlineData("-C", Evil, "status")]
    public void An_argument_is_shown_without_control_characters(params string[] arguments)
    {
        var finished = cli.Run(arguments);

        AssertHarmless(finished.Output + finished.Error);
    }

    [Fact]
    public void Names_tasks_files_and_branches_are_shown_without_control_characters()
    {
        // git refuses C0 controls in a branch name, but not C1 controls and bidirectional overrides.
        var other = cli.UserOn("evil\u009b31m\u202ex");
        other.Do("join", "--task", Evil);
        File.WriteAllText(Path.Combine(other.Directory, "odd\e]0;title\a"), "");
        other.Do("touch", "touched\e[2J");

        foreach (var width in new[] { "", "100" })
        {
            foreach (var verb in new[] { "status", "worktrees" })
            {
                // No TERM, so no colours of our own either.
                var finished = cli.Me.RunWith("GIT_SWARM_TTY", width, verb);
                Assert.Contains("evil", finished.OutputOrThrow(verb), StringComparison.Ordinal);
                AssertHarmless(finished.Output + finished.Error);
            }
        }
    }

    [Fact]
    public void The_name_of_the_repository_is_one_line_without_control_characters()
    {
        var repository = TestKit.TestRepository.Create(cli.Sandbox, "ev\e]0;title\a\u009b31m\u202e\nil");
        var me = cli.User(repository.Path);

        foreach (var width in new[] { "", "100" })
        {
            foreach (
                var arguments in (string[][])
                    [
                        ["status"],
                        ["init"],
                        ["status"],
                        ["doctor"],
                        ["worktrees"],
                        ["deinit"],
                    ]
            )
            {
                var finished = me.RunWith("GIT_SWARM_TTY", width, arguments);
                AssertHarmless(finished.Output + finished.Error);
                Assert.DoesNotContain(
                    (finished.Output + finished.Error).Split('\n'),
                    line => line.StartsWith("il", StringComparison.Ordinal)
                );
            }
        }
    }

    [Fact]
    public void Json_carries_the_text_escaped()
    {
        cli.Do("touch", "touched\e[2J");

        var output = cli.Do("status", "--json");

        AssertHarmless(output);
        Assert.Contains("u001B[2J", output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Words_that_look_special_are_ordinary_arguments()
    {
        using var own = new Cli();
        own.Repository.Write("answers", "--clear\n");

        Assert.Contains("@answers", own.Do("focus", "@answers"), StringComparison.Ordinal);
        Assert.Equal("@answers\n", own.Do("focus"));
        own.Do("focus", "--", "--clear", "*", "@x");
        Assert.Equal("--clear * @x\n", own.Do("focus"));
        own.Do("touch", "--", "--wotch", "*");
        Assert.Equal("* --wotch answers", own.Me.Sessions()["main"].Texts("touched", "path"));
    }

    private static void AssertHarmless(string text) =>
        Assert.DoesNotContain(text, c => (char.IsControl(c) && c is not ('\n' or '\t')) || c is '\u202e' or '\u009b');
}
