using GitSwarm.ClientTests.Clients;
using GitSwarm.ClientTests.Endpoints;
using Xunit;

namespace GitSwarm.ClientTests;

/// <summary>Claude Code sessions in linked work trees of one repository.</summary>
[Trait("Category", "Binary")]
public class ClaudeTests
{
    private const string Both = "src/app.js";

    [ClientFact("claude")]
    public async Task Two_sessions_that_edit_the_same_file_are_warned_of_each_other()
    {
        using var scene = new Scene("claude");
        var ui = scene.Session("claude", "ui");
        var api = scene.Session("claude", "api");
        var apiIsDone = new TaskCompletionSource();
        ui.Answers(
                ClaudeClient.Read(ui.Directory, Both),
                ClaudeClient.Edit(ui.Directory, Both, "guest", "user"),
                ClaudeClient.Edit(ui.Directory, Both, "user", "visitor").After(apiIsDone.Task),
                Reply.Never
            )
            .Start();
        await ui.Request(3);
        Told.Nothing(ui);
        api.Answers(ClaudeClient.Read(api.Directory, Both), ClaudeClient.Edit(api.Directory, Both, "guest", "client"), Reply.Never).Start();

        await Told.InRequest(api, 1, "ui");
        await Told.InRequest(api, 3, "ui", Both);
        apiIsDone.SetResult();
        await Told.InRequest(ui, 4, "api", Both);

        // They are told, not stopped.
        Assert.Contains("visitor", ui.File(Both));
        Assert.Contains("client", api.File(Both));
    }

    [ClientFact("claude")]
    public async Task With_deny_the_edit_of_a_file_that_another_edits_does_not_happen_until_that_one_is_killed()
    {
        const string New = "src/both.js";
        using var scene = new Scene("claude");
        scene.Repository.Git("config", "swarm.enforce", "deny");
        var ui = scene.Session("claude", "ui");
        var api = scene.Session("claude", "api");
        var uiIsKilled = new TaskCompletionSource();
        ui.Answers(ui.Create(New), Reply.Never).Start();
        await ui.Request(2);
        var look = api.Shell("git swarm status --json");
        api.Answers(look, api.Create(New), look.After(uiIsKilled.Task), api.Create(New), Reply.Never).Start();

        // How a session sees who is here: by its own git swarm.
        const string UiIsHere = "\"name\":\"ui\"";
        Assert.Contains(UiIsHere, await api.News(2));
        await Told.InRequest(api, 3, "ui", New, "git swarm send ui");
        Assert.Null(api.File(New));

        await ui.Kill();
        uiIsKilled.SetResult();

        var seen = await api.News(4);
        Assert.Contains("\"name\":\"api\"", seen);
        Assert.DoesNotContain(UiIsHere, seen);
        await api.Request(5);
        Assert.Equal("one\n", api.File(New));
    }

    [ClientFact("claude")]
    public Task What_one_notes_is_in_the_next_request_of_the_other() => Meeting.HearsANote("claude");

    [ClientFact("claude")]
    public Task A_message_arrives_at_the_end_of_the_turn_and_not_before() => Meeting.GetsAMessageAtTheEndOfItsTurn("claude");

    [ClientFact("claude")]
    public async Task A_subagent_is_told_who_works_here_and_how_to_name_itself()
    {
        using var scene = new Scene("claude");
        var ui = scene.Session("claude", "ui");
        var api = scene.Session("claude", "api");
        ui.Answers(ui.Create("src/both.js"), Reply.Never).Start();
        await ui.Request(2);

        api.Answers("part", [Reply.Say("That part is done.")]);
        await api.Answers(ClaudeClient.Delegate("Do it. " + ModelApi.Mark("part"))).Start().End();

        await Told.SubagentAtStart(api, "part", "ui", "--as ");
    }

    [ClientFact("claude")]
    public Task Nothing_is_told_to_a_session_that_is_alone() => Alone.IsTheSameWithHooks("claude");
}
