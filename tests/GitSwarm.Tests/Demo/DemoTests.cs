using System.Diagnostics;
using System.Text.RegularExpressions;
using GitSwarm.TestKit;
using GitSwarm.Tests.Transcripts;
using Xunit;

namespace GitSwarm.Tests.Demo;

public partial class DemoTests
{
    [Fact, Trait("Category", "Binary")]
    public void It_tells_the_story_and_leaves_nothing()
    {
        using var sandbox = new Sandbox();
        var temporary = Temporary(sandbox);

        var demo = sandbox.Run(InThisProcess.ProgramPath, ["demo"]);

        Assert.True(demo.ExitCode == 0, demo.Output + demo.Error);
        Assert.Equal("", demo.Error);
        Assert.Contains("3 sessions in app · 1 overlap", demo.Output, StringComparison.Ordinal);
        Assert.Contains("! cart.js   login and search both changed it", demo.Output, StringComparison.Ordinal);
        Assert.Matches(
            @"--ignore-other-worktrees feat/search\ngit-swarm: search \(\w+, \d+s ago\) also works on feat/search: ",
            demo.Output
        );
        Assert.Matches(
            @"\$ git add src && git commit [^\n]*\ngit-swarm: src/ui/table\.js: search \(\w+, feat/search\) claims src/ui/\*\* [^\n]*: new table, please wait\n",
            demo.Output
        );
        Assert.Matches(@"app\.login\$ git swarm notes --unread\nwriter  \d+s ago  cart\.js\n    prices are in cents", demo.Output);
        Assert.Matches(@"app\.search\$ git swarm inbox\nlogin  \d+s ago  (\w{8})  src/ui/table\.js\n    are you through", demo.Output);
        Assert.Matches(@"\$ git swarm sent\n\w{8}  acknowledged  search  ", demo.Output);
        Assert.Matches(@"app\.login\$ git swarm inbox\nsearch  \d+s ago  \w{8}  re \w{8}\n    one more column", demo.Output);
        Assert.Matches(@"\$ git swarm conflicts [^\n]*\n(.*\n)*?[^\n]*cart\.js[^\n]*line 2", demo.Output);
        Assert.Matches(@"\$ git merge feat/login [^\n]*\n(.*\n)*?CONFLICT \(content\): Merge conflict in cart\.js\n", demo.Output);
        Assert.Contains("nobody claims anything here\n", demo.Output, StringComparison.Ordinal);
        Assert.Matches(@"\$ kill -9 \d+\n[^\n]*\$ git swarm status\n2 sessions in app\n", demo.Output);
        Assert.Contains("writer left\n", demo.Output, StringComparison.Ordinal);
        Assert.Matches(@"\$ git for-each-ref refs/swarm\n[^\n]*\$ git diff --no-index \S+ \S+\n\n", demo.Output);
        Assert.Empty(Stages(temporary));
    }

    [Fact, Trait("Category", "Binary")]
    public void Its_second_act_has_a_team_at_work_and_leaves_nothing()
    {
        using var sandbox = new Sandbox();
        var temporary = Temporary(sandbox);
        // Whoever watches it in tmux gets no panes.
        sandbox.Variables["TMUX"] = "/nowhere,1,0";

        var demo = sandbox.Run(InThisProcess.ProgramPath, ["demo", "--team"]);

        Assert.True(demo.ExitCode == 0, demo.Output + demo.Error);
        Assert.Equal("", demo.Error);
        Assert.Matches(
            @"\$ git swarm stop --kill (\w{8})\nrun \1 was stopped\n[^\n]*\$ git swarm task list\n○  1  list the prices   bob left it\n",
            demo.Output
        );
        Assert.Equal(8, Done().Count(demo.Output));
        Assert.Matches(
            @"\$ git swarm team shutdown cyd [^\n]*\nerror: cyd@shop refused to end: my notes are not written yet\nthen later\n",
            demo.Output
        );
        Assert.Contains("cyd@shop has left\n", demo.Output, StringComparison.Ordinal);
        Assert.Matches(@"\$ ls\nnotes\.md\ntask-1\.txt\n(task-\d\.txt\n){7}", demo.Output);
        Assert.Contains("git-swarm is gone from app\n", demo.Output, StringComparison.Ordinal);
        Assert.Empty(Stages(temporary));
    }

    [GeneratedRegex(@"^✓  \d  ", RegexOptions.Multiline, 1000)]
    private static partial Regex Done();

    [Fact]
    public void Sessions_of_whoever_runs_it_do_not_get_in()
    {
        using var sandbox = new Sandbox();
        Temporary(sandbox);
        sandbox.Variables["GIT_SWARM_SESSION"] = "somebody";
        sandbox.Variables["CLAUDE_CODE_SESSION_ID"] = "somebody-else";
        sandbox.Variables["GIT_DIR"] = "nowhere";

        var demo = sandbox.Run(InThisProcess.ProgramPath, ["demo"]);

        Assert.Equal(0, demo.ExitCode);
        Assert.Contains("3 sessions in app · 1 overlap", demo.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Kept_it_stays()
    {
        using var sandbox = new Sandbox();
        var temporary = Temporary(sandbox);

        var demo = sandbox.Run(InThisProcess.ProgramPath, ["demo", "--keep"]);

        var kept = Assert.Single(Stages(temporary));
        Assert.Contains($"{kept} is kept", demo.Output, StringComparison.Ordinal);
        Assert.True(Directory.Exists(Path.Combine(kept, "app.search")));
    }

    [Fact]
    public void A_step_that_fails_ends_it_and_everything_is_cleared_away()
    {
        using var sandbox = new Sandbox();
        var temporary = Temporary(sandbox);
        var folder = Directory.CreateDirectory(sandbox.Path("broken")).FullName;
        Script.Write(
            Path.Combine(folder, "git"),
            "#!/bin/sh\n[ \"$1\" != --version ] || exec echo git version 2.39.5\necho no git today\nexit 3\n"
        );
        sandbox.Variables["PATH"] = folder + ":" + sandbox.Variables["PATH"];

        var demo = sandbox.Run(InThisProcess.ProgramPath, ["demo"]);

        Assert.Equal(128, demo.ExitCode);
        Assert.EndsWith("no git today\n", demo.Output, StringComparison.Ordinal);
        Assert.Contains("ended with exit code 3", demo.Error, StringComparison.Ordinal);
        Assert.Empty(Stages(temporary));
    }

    [Theory, Trait("Category", "Binary")]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public void Interrupted_it_clears_everything_away(string signal, int exitCode)
    {
        using var sandbox = new Sandbox();
        var temporary = Temporary(sandbox);
        // Whoever runs the tests in the background may have them started with interrupts ignored, and a program leaves that as it is.
        string[] command = ["--default-signal=INT", InThisProcess.ProgramPath, "demo"];
        var start = new ProcessStartInfo("env", command) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var (name, value) in sandbox.Variables)
        {
            start.Environment[name] = value;
        }
        using var demo = Process.Start(start)!;
        while (demo.StandardOutput.ReadLine() is { } line && !line.EndsWith("$ git swarm init", StringComparison.Ordinal)) { }

        sandbox.Run("sh", ["-c", $"kill -{signal} {demo.Id}"]);
        var rest = demo.StandardOutput.ReadToEnd();
        demo.WaitForExit();

        Assert.Equal(exitCode, demo.ExitCode);
        Assert.DoesNotMatch(Ending(), rest);
        Assert.Empty(Stages(temporary));
    }

    // A directory of its own, so that what is left there can be told.
    private static string Temporary(Sandbox sandbox)
    {
        var temporary = Directory.CreateDirectory(sandbox.Path("tmp")).FullName;
        sandbox.Variables["TMPDIR"] = temporary;
        return temporary;
    }

    // The runtime of a process that was killed may leave files of its own beside them.
    private static string[] Stages(string temporary) => Directory.GetDirectories(temporary, "git-swarm-demo-*");

    [GeneratedRegex(@"for-each-ref", RegexOptions.None, 1000)]
    private static partial Regex Ending();
}
