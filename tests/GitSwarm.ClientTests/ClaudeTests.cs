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
    public async Task Mail_wakes_it_when_it_is_idle()
    {
        using var scene = new Scene("claude");
        scene.Repository.Git("config", "swarm.wake", "true");
        scene.Swarm("install", "claude");
        var ui = scene.Session("claude", "ui");
        ui.Answers(Reply.Say("I wait for the others."), Reply.Say("I see.")).StartOpen();
        await ui.Request(1);
        await ui.IsIdle();

        scene.Swarm("send", "ui", "The build is broken");

        await Told.InRequest(ui, 2, "The build is broken");
        await ui.IsIdle();
        scene.Swarm("send", "ui", "And mended again");
        await Told.InRequest(ui, 3, "And mended again");
    }

    [ClientFact("claude")]
    public async Task What_is_new_is_told_with_its_next_prompt()
    {
        using var scene = new Scene("claude");
        var ui = scene.Session("claude", "ui");
        ui.Answers(Reply.Say("What next?")).StartOpen();
        await ui.Request(1);
        await ui.IsIdle();
        scene.Swarm("note", "The schema has changed");

        ui.Hears("Go on.");

        await Told.InRequest(ui, 2, "The schema has changed");
    }

    [ClientFact("claude")]
    public async Task A_file_that_a_command_changed_is_on_record()
    {
        using var scene = new Scene("claude");
        var ui = scene.Session("claude", "ui");
        ui.Answers(ui.Shell("mkdir -p made && echo one > made/by-hand.js && echo two >> src/app.js"), Reply.Never).Start();
        await ui.Request(2);

        var touched = scene.Swarm("status", "--no-observe");

        Assert.Contains("made/by-hand.js", touched);
        Assert.Contains("src/app.js", touched);
    }

    [ClientFact("claude")]
    public async Task A_failed_edit_says_who_changed_the_file()
    {
        using var scene = new Scene("claude");
        var ui = scene.Session("claude", "ui");
        var isChanged = new TaskCompletionSource();
        ui.Answers(
                ClaudeClient.Read(ui.Directory, Both),
                ClaudeClient.Edit(ui.Directory, Both, "guest", "user").After(isChanged.Task),
                Reply.Never
            )
            .Start();
        await ui.Request(2);
        // Somebody else in the same work tree.
        File.WriteAllText(Path.Combine(ui.Directory, Both), "// all new\n");
        scene.SwarmIn(ui.Directory, "join", "--name", "helper");
        scene.SwarmIn(ui.Directory, "touch", Both);
        isChanged.SetResult();

        await Told.InRequest(ui, 3, "helper", Both);
    }

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
