using System.Text.Json;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>The verbs of <c>task</c>.</summary>
[Trait("Category", "Binary")]
public sealed class TaskTests : IDisposable
{
    private readonly Cli cli = new();
    private readonly CliUser ui;

    public TaskTests()
    {
        ui = cli.UserOn("ui");
        cli.Do("join", "--name", "lead", "-q");
        ui.Do("join", "-q");
    }

    public void Dispose() => cli.Dispose();

    [Fact]
    public void What_is_added_can_be_seen_and_taken_and_done()
    {
        Assert.Equal("added task 1 Draw the table\n", cli.Do("task", "add", "Draw", "the", "table", "--description", "With\nborders"));
        Assert.Equal("added task 2 Fill it (waits for 1)\n", cli.Do("task", "add", "Fill it", "--blocked-by", "1"));

        Assert.Equal("took task 1 Draw the table\n    With\n    borders\n", ui.Do("task", "take"));
        var shown = cli.Me.Json("task", "show", "1");
        Assert.Equal(
            ("in_progress", "ui", "With\nborders"),
            (shown.Text("status"), shown.GetProperty("owner").Text("name"), shown.Text("description"))
        );
        Assert.Equal("[]\n", cli.Do("task", "ready", "--json"));
        Assert.Equal("done: task 1 Draw the table\nready now: 2 Fill it\n", ui.Do("task", "done", "1"));

        Assert.Matches(@"^2\tready\t\t\t\t\S+Z\tFill it\n$", cli.Do("task", "list"));
        Assert.Equal("2", cli.Me.Json("task", "ready")[0].Text("id"));
        Assert.Equal(["1", "2"], cli.Me.Json("task", "list", "--all").EnumerateArray().Select(t => t.Text("id")));
        Assert.Equal("done", cli.Me.Json("task", "list", "--all")[0].Text("status"));
    }

    [Fact]
    public void A_refusal_ends_with_one_and_says_who_or_what_is_in_the_way()
    {
        cli.Do("task", "add", "first");
        cli.Do("task", "add", "second", "--blocked-by", "1");
        cli.Do("task", "take", "1");

        Assert.Equal("task-taken", Refused(ui, "task", "take", "1"));
        Assert.Equal("task-waiting", Refused(ui, "task", "take", "2"));
        Assert.Equal("nothing-ready", Refused(ui, "task", "take"));
        Assert.Equal("task-taken", Refused(ui, "task", "done", "1"));
        Assert.Equal("task-waiting", Refused(cli.Me, "task", "done", "2"));
        Assert.Equal("nothing-to-do", Refused(cli.Me, "task", "edit", "2", "--release"));
        var taken = ui.Run("task", "take", "1");
        Assert.Matches(
            @"^error: task 1: lead \(shell, main\) has it since \d+s: first\nhint: ask with 'git swarm send lead ""\.\.\.""'\n$",
            taken.Error
        );
        cli.Do("task", "done", "1");
        Assert.Equal("task-done", Refused(ui, "task", "take", "1"));
    }

    [Fact]
    public void Nonsense_is_refused_with_the_reason()
    {
        cli.Do("task", "add", "first");
        cli.Do("task", "add", "second", "--blocked-by", "1");

        Assert.Equal((128, "task-cycle"), Failed("task", "block", "1", "--by", "2"));
        Assert.Equal((128, "unknown-task"), Failed("task", "take", "7"));
        Assert.Equal((128, "unknown-task"), Failed("task", "add", "x", "--blocked-by", "9"));
        Assert.Equal((128, "unknown-task"), Failed("task", "list", "--list", "nosuch"));
        Assert.Equal((128, "unknown-task"), Failed("task", "take", "--list", "nosuch"));
        Assert.Equal((129, "bad-argument"), Failed("task", "take", "x"));
        Assert.Equal((129, "bad-argument"), Failed("task", "add", "x", "--list", "No Such"));
        Assert.Equal((129, "bad-argument"), Failed("task", "edit", "1"));
        Assert.Equal((129, "bad-argument"), Failed("task", "add", new string('x', 201)));
        Assert.Equal((129, "bad-argument"), Failed("task"));
        var long_ = cli.Me.RunReading(new string('x', 9000), "task", "add", "x", "--description", "-");
        Assert.Contains("4096 bytes", long_.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_waits_is_told_by_a_message()
    {
        cli.Do("task", "add", "first");
        cli.Do("task", "take");
        Assert.Equal(1, ui.Run("task", "take").ExitCode);

        Assert.Equal("added task 2 second\ntold ui\n", cli.Do("task", "add", "second"));

        var told = Assert.Single(ui.Json("inbox").EnumerateArray());
        Assert.Equal("task 2 is ready: second", told.Text("summary"));
        Assert.EndsWith("git swarm task take 2", told.Text("text"), StringComparison.Ordinal);
        Assert.DoesNotContain("told", cli.Do("task", "add", "third"), StringComparison.Ordinal);
    }

    [Fact]
    public void One_who_is_killed_leaves_the_task_to_others_at_once()
    {
        cli.Do("task", "add", "first");
        ui.Do("task", "take");
        ui.Die();

        var left = cli.Me.Json("task", "list")[0];

        Assert.True(left.GetProperty("ready").GetBoolean());
        Assert.Equal("ui", left.GetProperty("left").Text("name"));
        Assert.Equal(JsonValueKind.Null, left.GetProperty("owner").ValueKind);
        Assert.Equal("took task 1 first\n", cli.Do("task", "take"));
    }

    [Fact]
    public void The_picture_draws_each_task_once_below_what_it_waits_for()
    {
        cli.Do("task", "add", "root");
        cli.Do("task", "add", "left", "--blocked-by", "1");
        cli.Do("task", "add", "right", "--blocked-by", "1");
        cli.Do("task", "add", "both", "--blocked-by", "2,3");
        cli.Do("task", "add", "alone");

        Assert.Equal(
            """
            ○  1  root
            ├─ ·  2  left   waits for 1
            │  └─ ·  4  both   waits for 2, 3
            └─ ·  3  right   waits for 1
               └─ ·  4  both   waits for 2, 3   (above)
            ○  5  alone

            """,
            cli.Do("task", "list", "--graph")
        );
    }

    [Fact]
    public void Lists_are_apart()
    {
        cli.Do("task", "add", "here");
        cli.Do("task", "add", "there", "--list", "web");

        Assert.Equal("there", cli.Me.Json("task", "list", "--list", "web")[0].Text("subject"));
        Assert.Equal("took task 1 there\n", ui.Do("task", "take", "--list", "web"));
        Assert.Equal("ready", cli.Do("task", "list").Split('\t')[1]);
        Assert.Contains(
            "other lists: web (1 not done)",
            cli.Me.RunWith("GIT_SWARM_TTY", "80", "task", "list").Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_is_said_can_be_changed_and_taken_back()
    {
        cli.Do("task", "add", "frist");
        cli.Do("task", "edit", "1", "--subject", "first", "--description", "all of it");
        ui.Do("task", "take", "1");
        Assert.Equal("gave back task 1 first\ntold ui\n", cli.Do("task", "edit", "1", "--release"));
        ui.Do("task", "done", "1");
        Assert.Equal("opened again task 1 first\ntold ui\n", cli.Do("task", "edit", "1", "--reopen"));
        cli.Do("task", "edit", "1", "--description", "");

        Assert.Equal(JsonValueKind.Null, cli.Me.Json("task", "show", "1").GetProperty("description").ValueKind);
        Assert.Equal(
            ["task 1 is to be done again: first", "took task 1 back: first"],
            ui.Json("inbox").EnumerateArray().Select(m => m.Text("summary")).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Only_what_is_done_can_be_opened_again()
    {
        cli.Do("task", "add", "one");
        Assert.Equal("error: task 1 is not done: one\n", cli.Run("task", "edit", "1", "--reopen").Error);
        ui.Do("task", "take", "1");

        var refused = cli.Run("task", "edit", "1", "--reopen");

        Assert.Equal(1, refused.ExitCode);
        Assert.Equal("error: task 1 is not done: one\nhint: give it back with 'git swarm task edit 1 --release'\n", refused.Error);
    }

    [Fact]
    public void A_text_of_others_cannot_pose_as_a_line_of_ours()
    {
        cli.Do("task", "add", "evil\u001b[2J\nerror: x", "--description", "a\u001b]0;t\u0007\nb");

        Assert.DoesNotContain('\u001b', cli.Do("task", "list") + cli.Do("task", "show", "1") + ui.Do("task", "take"));
        Assert.Single(cli.Do("task", "list").Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Doctor_tells_of_a_list_nobody_can_read_and_leaves_it()
    {
        cli.Do("task", "add", "first");
        var name = cli.Repository.Git("for-each-ref", "--format=%(refname)", "refs/swarm/tasks").Trim();
        var blob = cli.Sandbox.Run("git", ["hash-object", "-w", "--stdin"], cli.Repository.Path, input: "{}").OutputOrThrow("hash").Trim();
        cli.Repository.Git("update-ref", name, blob);

        var doctor = cli.Run("doctor");

        Assert.Equal(1, doctor.ExitCode);
        Assert.Contains(name, doctor.Output, StringComparison.Ordinal);
        Assert.Equal((128, "unreadable-record"), Failed("task", "add", "second"));
        Assert.Contains("see 'git swarm doctor'", cli.Run("task", "list").Error, StringComparison.Ordinal);
        Assert.Equal(blob, cli.Repository.Git("rev-parse", name).Trim());
        cli.Do("deinit", "--purge");
        Assert.Equal("", cli.Repository.Git("for-each-ref", "refs/swarm"));
    }

    private static string Refused(CliUser user, params string[] arguments)
    {
        var finished = user.Run([.. arguments, "--json"]);
        Assert.Equal(1, finished.ExitCode);
        return JsonDocument.Parse(finished.Output).RootElement.GetProperty("error").Text("code");
    }

    private (int, string) Failed(params string[] arguments)
    {
        var finished = cli.Run([.. arguments, "--json"]);
        return (finished.ExitCode, JsonDocument.Parse(finished.Output).RootElement.GetProperty("error").Text("code"));
    }
}
