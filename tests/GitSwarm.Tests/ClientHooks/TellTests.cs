using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.ClientHooks;

using Cli = GitSwarm.Tests.Binary.Cli;

/// <summary>Who is here, notes and messages: each told once, at its moment.</summary>
[Trait("Category", "Binary")]
public sealed class TellTests
{
    [Fact]
    public void Who_starts_is_told_who_is_here_and_who_is_here_of_whoever_started()
    {
        using var pair = new Pair();
        pair.One.User.Do("--as", "one", "focus", "the login form");
        var three = new Agent(pair.Cli.UserOn("feat/three"), "3333cccc");

        var said = three.Start();

        Assert.Contains("- one (claude, branch feat/one) is at work here: the login form", said);
        Assert.Contains("- two (claude, branch feat/two) is at work here", said);
        Assert.Contains("git swarm note", said);
        Assert.Contains("- three (claude, branch feat/three) is at work here", pair.One.Batch());
        Assert.Empty(pair.One.Batch() + three.Batch() + three.Prompt());
    }

    [Fact]
    public void A_note_is_told_on_the_next_tool_call()
    {
        using var pair = new Pair();
        pair.One.User.Do("--as", "one", "note", "the schema has changed");

        Assert.Contains("  | the schema has changed", pair.Two.Batch());
        Assert.Empty(pair.Two.Batch() + pair.Two.Stop() + pair.Two.Prompt());
        Assert.Empty(pair.One.Batch());
    }

    [Fact]
    public void A_message_is_told_when_the_turn_ends_and_not_before()
    {
        using var pair = new Pair();
        pair.Two.Prompt();
        pair.One.User.Do("--as", "one", "send", "two", "please leave app.js to me");

        Assert.Empty(pair.Two.Batch() + pair.Two.Warned("docs/guide.md"));
        Assert.Contains("  | please leave app.js to me", pair.Two.Stop());
        Assert.Equal("active", pair.One.User.Sessions()["two"].GetProperty("state").GetString());
        Assert.Empty(pair.Two.Stop("""{"stop_hook_active":true}"""));
        Assert.Equal("idle", pair.One.User.Sessions()["two"].GetProperty("state").GetString());
        Assert.Empty(pair.Two.Prompt());
        Assert.Empty(pair.Two.User.Do("--as", "two", "inbox", "--json").Trim('[', ']', '\n'));
    }

    [Fact]
    public void A_message_that_came_while_the_session_went_on_is_told_at_its_next_end()
    {
        using var pair = new Pair();
        pair.One.User.Do("--as", "one", "send", "two", "first");
        pair.Two.Stop();
        pair.One.User.Do("--as", "one", "send", "two", "second");

        Assert.Contains("| second", pair.Two.Stop("""{"stop_hook_active":true}"""));
    }

    [Fact]
    public void A_message_without_haste_waits_for_the_next_prompt()
    {
        using var pair = new Pair();
        pair.One.User.Do("--as", "one", "send", "two", "when you have time", "--priority", "later");

        Assert.Empty(pair.Two.Stop());
        Assert.Contains("| when you have time", pair.Two.Prompt());
    }

    [Fact]
    public void The_sender_learns_that_a_message_was_read_where_they_wanted_to()
    {
        using var pair = new Pair();
        pair.One.User.Do("--as", "one", "send", "two", "tell me when you saw this", "--ack");
        pair.Two.Prompt();

        Assert.Contains("acknowledged", pair.One.User.Do("--as", "one", "sent"));
    }

    [Fact]
    public void At_the_end_of_a_turn_that_cannot_be_recorded_the_same_is_not_told_for_ever()
    {
        using var pair = new Pair();
        pair.One.User.Do("--as", "one", "send", "two", "hello");
        pair.Two.Stop();
        pair.One.User.Do("--as", "one", "send", "two", "again");
        var cursors = Directory.GetDirectories(Path.Combine(pair.Cli.GitDir, "refs", "swarm", "cursors"));
        File.WriteAllText(Path.Combine(Assert.Single(cursors), pair.Two.Session + ".lock"), "");

        Assert.Empty(pair.Two.Stop("""{"stop_hook_active":true}"""));
    }

    [Fact]
    public void Whoever_waits_for_a_subagent_is_not_idle()
    {
        using var pair = new Pair();
        pair.Two.Prompt();
        pair.Two.Stop("""{"background_tasks":[{"id":"x","type":"subagent","status":"running"}]}""");
        Assert.Equal("active", pair.One.User.Sessions()["two"].GetProperty("state").GetString());

        pair.Two.Stop(
            """{"background_tasks":[{"id":"x","type":"monitor","status":"running"},{"id":"y","type":"subagent","status":"completed"}]}"""
        );
        Assert.Equal("idle", pair.One.User.Sessions()["two"].GetProperty("state").GetString());

        pair.Two.Prompt();
        pair.Two.Send("Notification", """{"notification_type":"permission_prompt"}""");
        Assert.Equal("idle", pair.One.User.Sessions()["two"].GetProperty("state").GetString());
    }

    [Fact]
    public void No_text_is_longer_than_a_thousand_characters()
    {
        using var pair = new Pair();
        for (var i = 0; i < 12; i++)
        {
            pair.One.User.Do("--as", "one", "note", $"{i} {new string('x', 3000)}");
            pair.One.User.Do("--as", "one", "send", "two", $"{i} {new string('y', 3000)}");
        }
        var three = new Agent(pair.Cli.UserOn("feat/three"), "3333cccc");

        Assert.All([three.Start(), pair.Two.Batch(), pair.Two.Prompt(), pair.Two.Stop()], said => Assert.InRange(said.Length, 1, 1000));
    }
}
