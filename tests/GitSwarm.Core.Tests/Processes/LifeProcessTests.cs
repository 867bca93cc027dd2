using GitSwarm.Sessions.Processes;
using Xunit;
using static GitSwarm.Core.Tests.Processes.FakeProcessTable;

namespace GitSwarm.Core.Tests.Processes;

public sealed class LifeProcessTests
{
    // terminal shell 10 - claude 20 - shell 30 - codex wrapper 40 - codex 50 - shell 60 - git-swarm 70
    private static readonly ProcessEntry[] CodexInClaude =
    [
        Row(1, 0, "/sbin/init"),
        Row(5, 1, "/usr/bin/terminal"),
        Row(10, 5, 10, "-zsh"),
        Row(20, 10, 10, "claude"),
        Row(30, 20, 0, "bash", "-c", "codex exec hi"),
        Row(40, 30, 0, "node", "/x/bin/codex", "exec", "hi"),
        Row(50, 40, 0, "/x/vendor/codex/codex", "exec", "hi"),
        Row(60, 50, 0, "bash", "-lc", "git swarm status"),
        Row(70, 60, 0, "git-swarm", "status"),
    ];

    [Fact]
    public void A_codex_inside_claude_is_codex()
    {
        var found = ClientProcess.Innermost(new FakeProcessTable(CodexInClaude), 70)!.Value;
        Assert.Equal(("codex", 50), (found.Client.Name, found.Process.Pid));
    }

    [Fact]
    public void Seen_from_the_shell_around_codex_it_is_claude()
    {
        var found = ClientProcess.Innermost(new FakeProcessTable(CodexInClaude), 30)!.Value;
        Assert.Equal(("claude", 20), (found.Client.Name, found.Process.Pid));
    }

    [Fact]
    public void A_client_asking_for_itself_is_its_own_innermost() =>
        Assert.Equal(50, ClientProcess.Innermost(new FakeProcessTable(CodexInClaude), 50)!.Value.Process.Pid);

    [Fact]
    public void Without_a_client_there_is_none() => Assert.Null(ClientProcess.Innermost(new FakeProcessTable(CodexInClaude), 10));

    [Fact]
    public void A_table_that_goes_in_circles_ends()
    {
        var table = new FakeProcessTable(Row(2, 3, "a"), Row(3, 4, "b"), Row(4, 2, "c"));
        Assert.Null(ClientProcess.Innermost(table, 2));
        Assert.Equal(3, table.Questions);
    }

    [Fact]
    public void An_endless_line_of_parents_ends()
    {
        var table = new FakeProcessTable([.. Enumerable.Range(1, 5000).Select(pid => Row(pid, pid + 1, "sh"))]);
        Assert.Null(ClientProcess.Innermost(table, 1));
        Assert.InRange(table.Questions, 60, 70);
    }

    [Fact]
    public void The_innermost_client_is_the_life_whatever_the_outer_one_left_in_the_environment() =>
        Assert.Equal(50, Choose(CodexInClaude, 70, ("CLAUDE_PID", "20")));

    [Fact]
    public void The_innermost_client_s_own_variable_goes_before_its_process()
    {
        ProcessEntry[] rows = [Row(20, 1, "claude"), Row(25, 20, "claude", "--worker"), Row(30, 25, "git-swarm")];
        Assert.Equal(25, Choose(rows, 30));
        Assert.Equal(20, Choose(rows, 30, ("CLAUDE_PID", "20")));
    }

    [Theory]
    [InlineData("999")]
    [InlineData("")]
    [InlineData("-20")]
    [InlineData("20x")]
    [InlineData("99999999999")]
    public void A_variable_that_names_no_process_is_passed_over(string value)
    {
        ProcessEntry[] rows = [Row(10, 1, 10, "-zsh"), Row(20, 10, 10, "claude"), Row(30, 20, "git-swarm")];
        Assert.Equal(20, Choose(rows, 30, ("CLAUDE_PID", value), ("GIT_SWARM_PID", value)));
    }

    [Fact]
    public void Our_own_variable_goes_before_everything() =>
        Assert.Equal(30, Choose(CodexInClaude, 70, ("GIT_SWARM_PID", "30"), ("CLAUDE_PID", "20")));

    [Fact]
    public void A_client_under_an_unknown_name_is_found_by_its_variable()
    {
        ProcessEntry[] rows = [Row(10, 1, 10, "-zsh"), Row(20, 10, 10, "my-build-of-it"), Row(30, 20, "git-swarm"), Row(90, 1, "cron")];
        Assert.Equal(20, Choose(rows, 30, ("OPENCODE_PID", "20")));
        // Left over from long ago: it names a process that has nothing to do with us.
        Assert.Equal(10, Choose(rows, 30, ("OPENCODE_PID", "90")) ?? Choose(rows, 20));
    }

    [Fact]
    public void A_person_s_session_lives_as_long_as_the_terminal_s()
    {
        ProcessEntry[] rows = [Row(10, 5, 10, "-zsh"), Row(15, 10, 10, "bash"), Row(30, 15, 10, "git-swarm", "join")];
        Assert.Equal(10, Choose(rows, 30));
    }

    [Theory]
    [InlineData("bash", "-c", "git swarm join")]
    [InlineData("/bin/sh", "-ec", "git swarm join")]
    [InlineData("/usr/bin/zsh", "-l", "-c", "git swarm join")]
    [InlineData("fish", "--command", "git swarm join")]
    public void A_shell_for_one_command_is_never_chosen(params string[] shell)
    {
        ProcessEntry[] alone = [Row(20, 1, "some-tool"), Row(25, 20, 25, shell), Row(30, 25, 25, "git-swarm", "join")];
        Assert.Null(Choose(alone, 30));
        Assert.Equal(10, Choose([Row(10, 1, 10, "-bash"), .. alone.Skip(1), Row(20, 10, 10, "some-tool")], 30));
    }

    [Theory]
    [InlineData("-bash")]
    [InlineData("bash", "--rcfile", "/x/rc")]
    [InlineData("zsh", "-i")]
    [InlineData("tmux", "-c", "x")]
    [InlineData("bash", "script.sh", "-c")]
    public void A_leader_that_stays_is(params string[] leader) =>
        Assert.Equal(25, Choose([Row(25, 1, 25, leader), Row(30, 25, 25, "git-swarm", "join")], 30));

    [Fact]
    public void The_caller_is_never_chosen() => Assert.Null(Choose([Row(5, 1, "terminal"), Row(30, 5, 30, "git-swarm", "status")], 30));

    [Fact]
    public void A_leader_that_has_ended_is_none() => Assert.Null(Choose([Row(30, 1, 10, "git-swarm", "join")], 30));

    [Fact]
    public void Without_client_and_terminal_there_is_none() =>
        Assert.Null(
            Choose([Row(1, 0, "init"), Row(20, 1, "cron"), Row(25, 20, "bash", "-c", "git swarm join"), Row(30, 25, "git-swarm")], 30)
        );

    [Fact]
    public void The_choice_tells_everything_a_later_judgement_needs()
    {
        var table = new FakeProcessTable(CodexInClaude) { Boot = "b", Namespace = "pid:[7]" };
        Assert.Equal(new ProcessIdentity(50, "start-50", "b", "pid:[7]"), LifeProcess.Choose(table, 70, _ => null));
    }

    private static int? Choose(ProcessEntry[] rows, int from, params (string Name, string Value)[] variables) =>
        LifeProcess.Choose(new FakeProcessTable(rows), from, name => variables.FirstOrDefault(pair => pair.Name == name).Value)?.Pid;
}
