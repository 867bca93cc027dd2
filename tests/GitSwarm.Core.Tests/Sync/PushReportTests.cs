using System.Text;
using GitSwarm.Git;
using GitSwarm.Sync;
using Xunit;

namespace GitSwarm.Tests.Sync;

/// <summary>What git says of each ref it pushed.</summary>
public class PushReportTests
{
    private static readonly ObjectId Id = ObjectId.Parse(new string('a', 40));

    [Fact]
    public void Every_ref_gets_what_git_says_of_it()
    {
        var changes = Changes("new", "moved", "gone", "declined", "stale", "failed", "same");

        var results = Parse(
            """
            To hub
            *	aaaa:refs/swarm/notes/c/new/1	[new reference]
            +	aaaa:refs/swarm/notes/c/moved/1	1111111...aaaaaaa (forced update)
            -	:refs/swarm/notes/c/gone/1	[deleted]
            !	aaaa:refs/swarm/notes/c/declined/1	[remote rejected] (pre-receive hook declined)
            !	:refs/swarm/notes/c/stale/1	[rejected] (stale info)
            !	aaaa:refs/swarm/notes/c/failed/1	[remote failure] (remote failed to report status)
            =	aaaa:refs/swarm/notes/c/same/1	[up to date]
            Done
            """,
            changes
        );

        Assert.Equal(
            [
                "new new ",
                "moved updated ",
                "gone deleted ",
                "declined rejected pre-receive hook declined",
                "stale rejected stale info",
                "failed rejected remote failed to report status",
                "same updated ",
            ],
            results.Select(r => $"{r.Name.Components[4]} {r.Action} {r.Reason}")
        );
        Assert.Equal(3, results.Count(r => r.IsRefused));
    }

    [Fact]
    public void Whatever_is_no_word_on_a_ref_that_was_pushed_is_passed_over()
    {
        Assert.Empty(Parse("", Changes("a")));
        Assert.Empty(Parse("To file:///a\tb\tc\n\t\t\nDone\n*\taaaa:refs/heads/main\t[new branch]\n*\tno colon\tx", Changes("a")));
    }

    [Fact]
    public void What_a_remote_says_comes_in_one_clean_line()
    {
        var said = Parse($"!\taaaa:refs/swarm/notes/c/a/1\t[remote rejected] (\u001b[31mno\u0007 {new string('x', 500)})", Changes("a"));

        var reason = Assert.Single(said).Reason!;
        Assert.StartsWith("[31mno xxx", reason, StringComparison.Ordinal);
        Assert.True(reason.Length <= 100, reason);
    }

    private static List<RefPush> Changes(params string[] sessions) =>
        [.. sessions.Select(s => new RefPush(new RefName($"refs/swarm/notes/c/{s}/1"), s is "gone" or "stale" ? default : Id))];

    private static List<RefResult> Parse(string output, List<RefPush> changes) =>
        [.. PushReport.Parse(new GitResult(1, Encoding.UTF8.GetBytes(output), ""), changes)];
}
