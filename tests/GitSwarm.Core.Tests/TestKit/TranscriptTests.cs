using System.Text;
using GitSwarm.TestKit;
using Xunit;
using Xunit.Sdk;

namespace GitSwarm.Tests.TestKit;

public class TranscriptTests
{
    private static readonly TranscriptOptions Shell = new()
    {
        Binary = null,
        Fallback = null,
        Update = false,
    };

    [Fact]
    public void A_page_of_shell_commands_is_what_happens() =>
        Transcript.Check(Page, new TranscriptOptions { Binary = null, Fallback = null });

    [Fact]
    public void Two_runs_of_a_page_give_the_same_text()
    {
        var page = File.ReadAllText(Page);

        Assert.Equal(Transcript.Rewrite(page, Shell), Transcript.Rewrite(page, Shell));
    }

    [Fact]
    public void A_difference_names_the_line()
    {
        using var sandbox = new Sandbox();
        var file = Write(sandbox, "Text\n\n```console\nalice$ echo one; echo two\none\n2\n```\n");

        var e = Assert.Throws<FailException>(() => Transcript.Check(file, Shell));

        Assert.Contains($"{file}:4: alice$ echo one; echo two\n  one\n- 2\n+ two\n", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Updating_changes_the_expected_lines_alone()
    {
        using var sandbox = new Sandbox();
        var file = Write(sandbox, "A\n\n```console\n$ echo one\nold\nold\n\n$ false\n$ true\n```\n\nB\n");

        Transcript.Check(file, Shell with { Update = true });

        Assert.Equal("A\n\n```console\n$ echo one\none\n\n$ false\n[exit 1]\n$ true\n```\n\nB\n", File.ReadAllText(file));
        Transcript.Check(file, Shell);
    }

    [Fact]
    public void Plain_calls_of_git_swarm_run_in_process()
    {
        var options = Shell with { InProcess = Say };
        var page = "```console\nalice$ git swarm send @bob 'two words'\nalice$ git-swarm now\n```\n";

        Assert.Equal(
            "```console\nalice$ git swarm send @bob 'two words'\n~/app: send|@bob|two words 2026-01-05T09:00:00Z 1\n"
                + "alice$ git-swarm now\n~/app: now 2026-01-05T09:00:00Z 2\n```\n",
            Transcript.Rewrite(page, options)
        );
    }

    [Fact]
    public void A_binary_runs_everything_and_hooks_find_it()
    {
        using var sandbox = new Sandbox();
        var binary = Write(sandbox, "#!/bin/sh\necho \"binary $*\"\n");
        var options = Shell with { InProcess = Say, Binary = binary };

        Assert.Equal(
            "```console\n$ git swarm status\nbinary status\n$ git-swarm a | cat\nbinary a\n```\n",
            Transcript.Rewrite("```console\n$ git swarm status\n$ git-swarm a | cat\n```\n", options)
        );
    }

    [Theory]
    [InlineData("```console\noutput first\n```\n", "line 2")]
    [InlineData("```console\n$ echo\n", "line 2")]
    [InlineData("\n<!-- time soon -->\n", "line 2")]
    [InlineData("<!-- users: alice -->\n", "line 1")]
    public void A_page_that_cannot_be_read_says_where(string page, string line)
    {
        var e = Assert.Throws<FormatException>(() => new TranscriptPage(page));

        Assert.StartsWith(line, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Setup_that_fails_names_its_line()
    {
        var e = Assert.Throws<InvalidOperationException>(() => Transcript.Rewrite("\n<!-- setup\n```sh\nfalse\n```\n-->\n", Shell));

        Assert.Contains("line 2", e.Message, StringComparison.Ordinal);
    }

    private static string Page => Path.Combine(Root.Path, "tests/GitSwarm.Core.Tests/TestKit/Transcripts/shell.md");

    private static int Say(string[] arguments, IReadOnlyDictionary<string, string> variables, string directory, Stream output, Stream error)
    {
        var text = $"{directory}: {string.Join('|', arguments)} {variables["GIT_SWARM_NOW"]} {variables["GIT_SWARM_SEED"]}\n";
        error.Write(Encoding.UTF8.GetBytes(text));
        return 0;
    }

    private static string Write(Sandbox sandbox, string text)
    {
        var file = sandbox.Path("page");
        Script.Write(file, text);
        return file;
    }
}
