using GitSwarm.ClientTests.Clients;
using GitSwarm.ClientTests.Endpoints;
using Xunit;

namespace GitSwarm.ClientTests;

/// <summary>What must come out when a session of any client meets one of Claude Code in the same repository.</summary>
internal static class Meeting
{
    private const string Both = "src/both.js";

    /// <summary>Both edit a file: each is told of the other. At its start, the one that comes later is told of the first.</summary>
    internal static async Task WarnsBoth(string client)
    {
        using var scene = new Scene("claude", client);
        var ui = scene.Session("claude", "ui");
        var other = scene.Session(client, "other");
        var otherIsDone = new TaskCompletionSource();
        ui.Answers(ui.Create(Both), ui.Create(Both, "two\n").After(otherIsDone.Task), Reply.Never).Start();
        await ui.Request(2);
        Told.Nothing(ui);
        other.Answers(other.Create(Both), Reply.Never).Start();

        await Told.InRequest(other, 1, "ui");
        await Told.InRequest(other, 2, "ui", Both);
        otherIsDone.SetResult();
        await Told.InRequest(ui, 3, "other", Both);

        Assert.Equal("one\n", other.File(Both));
        Assert.Equal("two\n", ui.File(Both));
    }

    /// <summary>With deny, it does not get to edit what a session of Claude Code edits, and is told whom to ask.</summary>
    internal static async Task Denies(string client)
    {
        using var scene = new Scene("claude", client);
        scene.Repository.Git("config", "swarm.enforce", "deny");
        var ui = scene.Session("claude", "ui");
        var other = scene.Session(client, "other");
        ui.Answers(ui.Create(Both), Reply.Never).Start();
        await ui.Request(2);

        await other.Answers(other.Create(Both), other.Create("src/mine.js")).Start().End();

        await Told.InRequest(other, 2, "ui", Both, "git swarm send ui");
        Assert.Null(other.File(Both));
        Assert.Equal("one\n", other.File("src/mine.js"));
    }

    /// <summary>What a session of Claude Code notes while it is at work is in its next request.</summary>
    internal static async Task HearsANote(string client)
    {
        using var scene = new Scene("claude", client);
        var ui = scene.Session("claude", "ui");
        var other = scene.Session(client, "other");
        var isNoted = new TaskCompletionSource();
        other.Answers(other.Create("src/mine.js").After(isNoted.Task), Reply.Never).Start();
        await other.Request(1);

        await ui.Answers(ui.Shell("git swarm note 'The login API returns a token now'")).Start().End();
        isNoted.SetResult();

        await Told.InRequest(other, 2, "ui", "The login API returns a token now");
    }

    /// <summary>A message that is sent in the middle of its turn makes it go on at the end of it, and is not told before.</summary>
    internal static async Task GetsAMessageAtTheEndOfItsTurn(string client)
    {
        using var scene = new Scene(client);
        await GetsAMessageAtTheEndOfItsTurn(scene, client, session => Task.FromResult(session.Start()));
    }

    /// <summary>The same for a client that is started in a way of its own.</summary>
    internal static async Task GetsAMessageAtTheEndOfItsTurn(Scene scene, string client, Func<AgentSession, Task<AgentSession>> start)
    {
        var other = scene.Session(client, "other");
        var isSent = new TaskCompletionSource();
        other.Answers(other.Shell("ls").After(isSent.Task), other.Create("src/mine.js"), Reply.Say("That was it."));
        await start(other);
        await other.Request(1);

        scene.Swarm("send", "other", "Please wait with the release");
        isSent.SetResult();

        await other.Request(3);
        Told.NotYet(other, "Please wait with the release");
        await Told.InRequest(other, 4, "Please wait with the release");
        await other.End();
        // Once is enough.
        Assert.Equal(4, other.Requests().Count);
    }
}
