using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>The verbs: inbox, sent.</summary>
[Trait("Category", "Binary")]
public sealed class InboxTests : IDisposable
{
    private readonly Cli cli = new();
    private readonly CliUser ui;

    public InboxTests()
    {
        ui = cli.UserOn("ui");
        cli.Do("join", "--name", "me");
        ui.Do("join");
    }

    public void Dispose() => cli.Dispose();

    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Reftable, RepositoryFormat.Sha256)]
    public void A_message_is_shown_once_on_every_store(TestGit git, RepositoryFormat format)
    {
        using var other = new Cli(git, format);
        var reader = other.UserOn("reader");
        reader.Do("join");

        other.Do("send", "reader", "hello");

        Assert.Equal(1, reader.Json("status").GetProperty("unread").GetProperty("mail").GetInt32());
        Assert.Contains("hello", reader.Do("inbox"), StringComparison.Ordinal);
        Assert.Equal("", reader.Do("inbox"));
        Assert.Equal(0, reader.Json("status").GetProperty("unread").GetProperty("mail").GetInt32());
    }

    [Fact]
    public void The_more_urgent_comes_first_and_then_what_was_sent_first()
    {
        foreach (
            var (text, priority) in new[] { ("l1", "later"), ("x1", "next"), ("n1", "now"), ("x2", ""), ("l2", "later"), ("n2", "now") }
        )
        {
            cli.Do(["send", "ui", text, .. priority.Length > 0 ? ["--priority", priority] : Array.Empty<string>()]);
        }

        Assert.Equal("n1 n2 x1 x2 l1 l2", Texts());
    }

    [Fact]
    public void What_one_sender_wrote_keeps_its_order_when_the_clock_goes_back()
    {
        At("09:10");
        cli.Do("send", "ui", "first");
        At("09:05");
        cli.Do("send", "ui", "second");
        At("09:20");
        cli.Do("send", "ui", "third");

        Assert.Equal("first second third", Texts());
    }

    [Fact]
    public void Peek_and_all_mark_nothing()
    {
        cli.Do("send", "ui", "one");

        Assert.Equal("one", Texts("--peek"));
        Assert.Equal("one", Texts("--all"));
        Assert.Equal("waiting", States());
        Assert.Equal("one", Texts());
        cli.Do("send", "ui", "two");
        Assert.Equal("two", Texts("--peek"));
        Assert.Equal("one two", Texts("--all"));
        Assert.Equal("two", Texts());
        Assert.Equal("one two", Texts("--all"));
    }

    [Fact]
    public void Exit_code_tells_whether_there_was_anything()
    {
        cli.Do("send", "ui", "one");

        Assert.Equal(0, ui.Run("inbox", "--peek", "--exit-code").ExitCode);
        Assert.Equal(0, ui.Run("inbox", "--exit-code").ExitCode);
        Assert.Equal(1, ui.Run("inbox", "--exit-code").ExitCode);
        var none = ui.Run("inbox");
        Assert.Equal((0, "", "no messages\n"), (none.ExitCode, none.Output, none.Error));
        Assert.Equal("[]\n", ui.Do("inbox", "--json"));
    }

    [Fact]
    public void Answers_name_what_they_answer()
    {
        var question = cli.Me.Json("send", "ui", "is it free?").Text("id");
        Assert.Equal(129, ui.Run("send", "me", "x", "--reply-to", question[^3..]).ExitCode);

        var answer = ui.Json("send", "me", "yes", "--reply-to", question[^8..]);
        var thanks = cli.Me.Json("send", "ui", "thanks", "--reply-to", answer.Text("id"));

        Assert.Equal(question, answer.Text("reply_to"));
        Assert.Equal(question, Assert.Single(cli.Me.Json("inbox").EnumerateArray()).Text("reply_to"));
        Assert.Equal(answer.Text("id"), thanks.Text("reply_to"));
        Assert.Matches($" re {answer.Text("id")[^8..]}\n    thanks\n", ui.RunWith("GIT_SWARM_TTY", "100", "inbox").Output);
        // Only what was sent to me can be answered.
        Assert.Equal(129, cli.Run("send", "ui", "x", "--reply-to", question).ExitCode);
    }

    [Fact]
    public void The_sender_sees_what_became_of_it()
    {
        At("09:00");
        cli.Do("send", "ui", "plain");
        cli.Do("send", "ui", "with ack", "--ack");
        Assert.Equal("waiting waiting", States());

        ui.Do("inbox");
        Assert.Equal("delivered acknowledged", States());
        cli.Do("send", "ui", "never read", "--ack");
        ui.Do("leave");
        Assert.Equal("delivered acknowledged waiting", States());
        cli.Sandbox.Variables["GIT_SWARM_NOW"] = "2026-01-20T09:00:00Z";
        Assert.Equal("delivered acknowledged expired", States());
    }

    [Fact]
    public void To_everybody_it_is_delivered_when_all_who_are_left_were_shown_it()
    {
        var (docs, gone) = (cli.UserOn("docs"), cli.UserOn("gone"));
        docs.Do("join");
        gone.Do("join");
        cli.Do("send", "*", "to all");

        ui.Do("inbox");
        Assert.Equal("waiting", States());
        Assert.Contains("waiting (1 of 3)", cli.Me.RunWith("GIT_SWARM_TTY", "100", "sent").Output, StringComparison.Ordinal);
        docs.Do("inbox");
        gone.Die();
        Assert.Equal("delivered", States());

        cli.Do("send", "*", "to all", "--ack");
        ui.Do("inbox");
        Assert.Equal("delivered waiting", States());
        docs.Do("inbox");
        Assert.Equal("delivered acknowledged", States());
    }

    [Fact]
    public void Read_by_another_of_an_old_name_it_is_not_delivered()
    {
        cli.Do("send", "ui", "for the one that is here");
        ui.Do("join", "--name", "renamed");
        var late = cli.UserOn("late");
        late.Do("join", "--name", "ui");
        cli.Do("send", "late", "so that it reads");

        Assert.Equal("so that it reads", string.Join(' ', late.Json("inbox").EnumerateArray().Select(m => m.Text("text"))));

        Assert.Equal("waiting delivered", States());
        Assert.Equal("for the one that is here", Texts());
        Assert.Equal("delivered delivered", States());
    }

    [Theory]
    [InlineData(
        "git swarm inbox > /dev/full",
        "error: cannot write the answer: No space left on device\nhint: see where the output goes\n"
    )]
    [InlineData("{ sleep 0.3; git swarm inbox; } | true", "")]
    [InlineData("{ sleep 0.3; git swarm inbox --json; } | true", "")]
    [InlineData("{ sleep 0.3; git swarm wait --for mail --timeout 2s; } | true", "nothing happened in time\n")]
    // Through git it would be /dev/null.
    [InlineData("git-swarm inbox >&-", "")]
    [InlineData("git-swarm inbox <&- >&- 2>&-", "")]
    public void What_nobody_took_is_shown_again(string reading, string said)
    {
        if (reading.Contains(">&-", StringComparison.Ordinal) && !Cli.IsNative)
        {
            // The runtime that compiles as it goes opens pipes of its own before the program is asked.
            return;
        }
        cli.Do("send", "ui", "important", "--ack");

        Assert.Equal(said, cli.Sandbox.Run("sh", ["-c", reading], ui.Directory, ui.Variables).Error);

        Assert.Equal("waiting", States());
        Assert.Equal("important", Texts());
    }

    [Fact]
    public void An_answer_that_found_no_room_is_a_failure_and_one_nobody_wanted_is_none()
    {
        foreach (var command in (string[])["status --json", "worktrees", "-h"])
        {
            Assert.Equal(128, cli.Sandbox.Run("sh", ["-c", $"git swarm {command} > /dev/full"], ui.Directory, ui.Variables).ExitCode);
            Assert.Equal(0, cli.Sandbox.Run("sh", ["-c", $"git swarm {command} >&-"], ui.Directory, ui.Variables).ExitCode);
            Assert.Equal(
                "",
                cli.Sandbox.Run("sh", ["-c", $"{{ sleep 0.3; git swarm {command}; }} | true"], ui.Directory, ui.Variables).Error
            );
        }
        Assert.Equal(0, cli.Sandbox.Run("sh", ["-c", "git swarm touch a >&-"], ui.Directory, ui.Variables).ExitCode);
    }

    [Fact]
    public void Killed_at_any_call_of_git_it_shows_everything_again_or_has_shown_it()
    {
        for (var (k, reached) = (1, true); reached; k++)
        {
            cli.Do("send", "ui", $"m{k}", "--ack");
            var git = new FaultGit(cli.Sandbox, FaultMode.KillCallerAfter, k);

            var killed = ui.RunWith(git.Variables, "inbox");
            reached = git.Reached;

            var again = ui.Do("inbox");
            Assert.Contains($"m{k}", killed.Output + again, StringComparison.Ordinal);
            // What came out and was not recorded is a repeat with the same id; nothing comes a third time.
            Assert.True(again.Length == 0 || killed.Output.Length == 0 || killed.Output == again, killed.Output + again);
            Assert.Equal("", ui.Do("inbox"));
            Assert.Equal("acknowledged", States().Split(' ')[^1]);
        }
    }

    [Fact]
    public void Its_answers_have_every_field()
    {
        cli.Do("send", "ui", "hello", "--summary", "greeting", "--color", "blue", "--ack", "--priority", "now");

        var message = Assert.Single(ui.Json("inbox").EnumerateArray());

        Assert.Equal(
            "id session from at to priority summary color reply_to ack text",
            string.Join(' ', message.EnumerateObject().Select(p => p.Name))
        );
        Assert.Equal(
            ("me", "now", "greeting", "blue"),
            (message.Text("from"), message.Text("priority"), message.Text("summary"), message.Text("color"))
        );
        Assert.True(message.GetProperty("ack").GetBoolean());
        Assert.Equal(
            "id at to to_name priority summary reply_to state text",
            string.Join(' ', cli.Me.Json("sent")[0].EnumerateObject().Select(p => p.Name))
        );
        Assert.Equal(7, ui.Do("inbox", "--all").TrimEnd('\n').Split('\t').Length);
        Assert.Equal(5, cli.Do("sent").TrimEnd('\n').Split('\t').Length);
        Assert.Equal("[]\n", ui.Do("sent", "--json"));
    }

    [Fact]
    public void Mail_of_a_muted_session_waits()
    {
        ui.Do("mute");
        cli.Do("send", "ui", "hello");

        Assert.Equal("hello", Texts());
    }

    private string Texts(params string[] options) =>
        string.Join(' ', ui.Json(["inbox", .. options]).EnumerateArray().Select(m => m.Text("text")));

    private string States() => string.Join(' ', cli.Me.Json("sent").EnumerateArray().Select(m => m.Text("state")));

    private void At(string time) => cli.Sandbox.Variables["GIT_SWARM_NOW"] = $"2026-01-05T{time}:00Z";
}
