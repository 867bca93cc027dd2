using System.Text.RegularExpressions;
using GitSwarm.ClientTests.Endpoints;
using Xunit;

namespace GitSwarm.ClientTests;

/// <summary>OpenCode beside Claude Code.</summary>
[Trait("Category", "Binary")]
public partial class OpenCodeTests
{
    [ClientFact("opencode", "claude")]
    public Task It_and_Claude_Code_are_warned_of_each_other() => Meeting.WarnsBoth("opencode");

    [ClientFact("opencode", "claude")]
    public Task With_deny_its_edit_of_a_file_that_another_edits_does_not_happen() => Meeting.Denies("opencode");

    [ClientFact("opencode", "claude")]
    public Task What_another_notes_is_in_its_next_request() => Meeting.HearsANote("opencode");

    // "opencode run" is over with its turn, so what came meanwhile must wait for the next prompt, and not be lost.
    [ClientFact("opencode")]
    public async Task A_message_arrives_with_the_next_prompt_where_the_client_ends_with_its_turn()
    {
        const string Message = "Please wait with the release";
        using var scene = new Scene("opencode");
        var other = scene.Session("opencode", "other");
        var isSent = new TaskCompletionSource();
        other.Answers(other.Shell("ls").After(isSent.Task), Reply.Say("That was it.")).Start();
        await other.Request(1);

        scene.Swarm("send", "other", Message);
        isSent.SetResult();
        await other.End();
        Told.NotYet(other, Message);
        Assert.Contains("waiting", scene.Swarm("sent"));

        await other.Continue("And now?").End();
        await Told.InRequest(other, 3, Message);
        Assert.Contains("delivered", scene.Swarm("sent"));
    }

    [ClientFact("opencode")]
    public async Task A_message_arrives_at_the_end_of_its_turn_and_not_before()
    {
        using var scene = new Scene("opencode");
        await Meeting.GetsAMessageAtTheEndOfItsTurn(scene, "opencode", session => session.StartServed(Address()));
    }

    [ClientFact("opencode")]
    public Task Nothing_is_told_to_it_when_it_is_alone() => Alone.IsTheSameWithHooks("opencode");

    [GeneratedRegex(@"(?<=listening on )http://[\d.:]+", RegexOptions.None, 1000)]
    private static partial Regex Address();
}
