using Xunit;

namespace GitSwarm.ClientTests;

/// <summary>Codex beside Claude Code.</summary>
[Trait("Category", "Binary")]
public class CodexTests
{
    [ClientFact("codex", "claude")]
    public Task It_and_Claude_Code_are_warned_of_each_other() => Meeting.WarnsBoth("codex");

    [ClientFact("codex", "claude")]
    public Task With_deny_its_edit_of_a_file_that_another_edits_does_not_happen() => Meeting.Denies("codex");

    [ClientFact("codex", "claude")]
    public Task What_another_notes_is_in_its_next_request() => Meeting.HearsANote("codex");

    [ClientFact("codex", "claude")]
    public Task A_message_arrives_at_the_end_of_its_turn_and_not_before() => Meeting.GetsAMessageAtTheEndOfItsTurn("codex");

    [ClientFact("codex")]
    public Task Nothing_is_told_to_it_when_it_is_alone() => Alone.IsTheSameWithHooks("codex");
}
