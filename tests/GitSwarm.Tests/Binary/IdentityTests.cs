using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>Who a command acts for: subagents, <c>--as</c>, and clients inside clients.</summary>
[Trait("Category", "Binary")]
public sealed class IdentityTests : IDisposable
{
    private readonly Cli cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public void A_subagent_is_shown_under_its_parent_and_gone_with_it()
    {
        cli.Do("join", "--name", "lead");
        cli.UserOn("other").Do("join");

        Assert.Contains("agent-7", cli.Do("focus", "--as", "lead/agent-7", "searching"), StringComparison.Ordinal);
        cli.Do("touch", "--as", "lead/agent-7", "found.txt");

        var sessions = cli.Me.Sessions();
        Assert.Equal("agent-7 lead other", string.Join(' ', sessions.Keys.Order(StringComparer.Ordinal)));
        Assert.Equal(sessions["lead"].Text("id"), sessions["agent-7"].Text("parent"));
        Assert.Equal("searching", sessions["agent-7"].Text("task"));
        Assert.Equal("", sessions["lead"].Text("task"));
        Assert.Equal("found.txt", sessions["agent-7"].Texts("touched", "path"));
        var lines = cli.Me.RunWith("GIT_SWARM_TTY", "120", "status").Output.Split('\n');
        var parent = Array.FindIndex(lines, l => l.Contains(" lead", StringComparison.Ordinal));
        Assert.StartsWith("└ agent-7", lines[parent + 1].TrimStart('●', '○', ' '), StringComparison.Ordinal);

        cli.Do("leave");
        Assert.Equal("other", cli.Me.Names());
        Assert.Equal("agent-7 lead other", cli.Me.Names("--all"));
    }

    [Fact]
    public void A_subagent_can_leave_alone_and_come_back()
    {
        cli.Do("join", "--name", "lead");
        cli.Do("join", "--as", "lead/a");
        cli.Do("leave", "--as", "lead/a");
        Assert.Equal("lead", cli.Me.Names());

        cli.Do("touch", "--as", "lead/a", "x");

        Assert.Equal("a lead", cli.Me.Names());
    }

    [Fact]
    public void A_person_beside_an_agent_does_not_lend_it_a_life()
    {
        // A client whose process is not seen.
        var started = $$"""{"session_id":"agent-1","cwd":"{{cli.Repository.Path}}","hook_event_name":"SessionStart","source":"startup"}""";
        cli.Sandbox.Run(
            Cli.Program,
            ["hook", "gemini"],
            cli.Repository.Path,
            new Dictionary<string, string> { ["GIT_SWARM_PID"] = "" },
            started
        );
        var agent = Assert.Single(cli.Me.Sessions()).Key;

        cli.Do("focus", "what a person says");
        cli.Me.Die();

        Assert.Equal(agent, cli.Me.Names());
    }

    [Fact]
    public void A_subagent_of_nobody_is_refused()
    {
        var finished = cli.Run("join", "--as", "ghost/a");

        Assert.Equal(128, finished.ExitCode);
        Assert.Contains("ghost", finished.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void As_names_a_session_by_name_id_tail_branch_and_folder()
    {
        var ui = cli.UserOn("feat/table");
        var id = ui.Json("join", "--name", "grid").Text("id");

        foreach (var address in new[] { "grid", "@grid", id, id[^6..], "feat/table", Path.GetFileName(ui.Directory) })
        {
            cli.Do("focus", "--as", address, "by " + address);
            Assert.Equal("by " + address, cli.Me.Sessions()["grid"].Text("task"));
        }
        Assert.Equal("grid", cli.Me.Names());
    }

    [Fact]
    public void As_that_fits_two_lists_them()
    {
        cli.User(cli.Repository.Path).Do("join", "--name", "a");
        cli.Do("join", "--name", "b");

        var finished = cli.Run("focus", "--as", "main", "x");

        Assert.Equal(128, finished.ExitCode);
        Assert.Contains("a (", finished.Error, StringComparison.Ordinal);
        Assert.Contains("b (", finished.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("claude", "CLAUDE_CODE_SESSION_ID")]
    [InlineData("codex", "CODEX_THREAD_ID")]
    [InlineData("gemini", "GEMINI_SESSION_ID")]
    public void A_command_inside_a_client_acts_for_the_clients_session(string client, string variable)
    {
        var output = Inside(client, $"{variable}=id-of-{client} git-swarm join --json; git-swarm join --json --task two");

        Assert.Contains($"\"id\":\"id-of-{client}\"", output, StringComparison.Ordinal);
        Assert.Contains($"\"client\":\"{client}\"", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Codex_inside_claude_is_codex_and_claude_inside_codex_is_claude()
    {
        var both = "CLAUDE_CODE_SESSION_ID=outer CODEX_THREAD_ID=inner";
        var codex = Client("codex");
        var claude = Client("claude");

        var inner = Inside("claude", $"export {both}; {codex} -c 'git-swarm join --json; exit'; exit");
        Assert.Contains("\"id\":\"inner\"", inner, StringComparison.Ordinal);
        Assert.Contains("\"client\":\"codex\"", inner, StringComparison.Ordinal);

        var outer = Inside("codex", $"export {both}; {claude} -c 'git-swarm join --json; exit'; exit");
        Assert.Contains("\"id\":\"outer\"", outer, StringComparison.Ordinal);
        Assert.Contains("\"client\":\"claude\"", outer, StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_id_of_ours_wins_in_the_client_it_was_given_to_and_not_in_one_started_inside()
    {
        var codex = Client("codex");
        Assert.Contains(
            "\"id\":\"ours\"",
            Inside("claude", "GIT_SWARM_SESSION=ours git-swarm join --json; exit"),
            StringComparison.Ordinal
        );

        var output = Inside(
            "claude",
            $"export GIT_SWARM_SESSION=ours CODEX_THREAD_ID=inner; {codex} -c 'git-swarm join --json; exit'; git-swarm focus --json x; exit"
        );

        var lines = output.TrimEnd('\n').Split('\n');
        Assert.Contains("\"id\":\"inner\"", lines[0], StringComparison.Ordinal);
        Assert.Contains("\"id\":\"ours\"", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void An_id_that_fits_no_ref_name_is_one_session_all_the_same()
    {
        cli.Me.Variables["GIT_SWARM_SESSION"] = "Thread 42: Größe/../x";
        var refused = cli.Run("join");
        Assert.Equal(128, refused.ExitCode);

        cli.Me.Variables["GIT_SWARM_SESSION"] = "Thread 42: Größe..x.lock";
        var first = cli.Me.Json("join").Text("id");

        Assert.Equal(first, cli.Me.Json("focus", "x").Text("id"));
        Assert.Single(cli.Me.Sessions());
    }

    [Fact]
    public void A_muted_session_appears_to_itself_alone()
    {
        var ui = cli.UserOn("ui");
        ui.Do("join");
        cli.Do("join");
        ui.Do("mute");

        Assert.Equal("main", cli.Me.Names());
        Assert.DoesNotContain("ui", cli.Do("worktrees").Split('\n')[1].Split('\t')[2], StringComparison.Ordinal);
        Assert.Equal("main ui", ui.Names());

        ui.Do("unmute");
        Assert.Equal("main ui", cli.Me.Names());
        ui.Do("mute", "--mail");
        Assert.Equal("main ui", cli.Me.Names());
        Assert.Contains("mail", ui.Do("mute", "--notes"), StringComparison.Ordinal);
        Assert.Contains("not muted", ui.Do("unmute"), StringComparison.Ordinal);
    }

    // A shell under the client's name: what it starts is started by that client. It goes on after its
    // last command, or it would become that command.
    private string Client(string name)
    {
        var path = cli.Sandbox.Path("clients", name);
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(cli.Sandbox.Path("clients"));
            File.Copy("/bin/sh", path);
        }
        return path;
    }

    private string Inside(string client, string script) =>
        cli.Sandbox.Run(Client(client), ["-c", script], cli.Repository.Path).OutputOrThrow(client);
}
