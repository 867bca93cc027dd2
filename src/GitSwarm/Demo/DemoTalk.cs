namespace GitSwarm.Demo;

/// <summary>The scene in which sessions talk: a note that another one sees, a question and its answer.</summary>
/// <param name="stage">Where it plays.</param>
/// <param name="asks">Whoever works on the cart and asks.</param>
/// <param name="answers">Whoever is called <c>search</c> and answers.</param>
/// <param name="notes">Whoever leaves a note.</param>
internal sealed class DemoTalk(DemoStage stage, DemoTerminal asks, DemoTerminal answers, DemoTerminal notes)
{
    /// <summary>Plays it.</summary>
    /// <exception cref="SwarmException">A step failed.</exception>
    /// <exception cref="OperationCanceledException">The demo was interrupted.</exception>
    public void Tell()
    {
        stage.Say("The writer leaves a note about a file. Everybody who is here sees it, once.");
        stage.Type(notes, "git swarm note --path cart.js 'prices are in cents, so the readme says'");
        stage.Type(asks, "git swarm notes --unread");
        stage.Say("The login asks the search, and wants to know that the question was read.");
        var question = IdOf(stage.Type(asks, "git swarm send --ack --summary src/ui/table.js search 'are you through with the table?'"));
        stage.Type(answers, "git swarm inbox");
        stage.Type(answers, $"git swarm send --reply-to {question} login 'one more column, then it is yours'");
        stage.Say("The answer waits until it is read, and so would a question to somebody who is not here now.");
        stage.Type(asks, "git swarm sent");
        stage.Type(asks, "git swarm inbox");
    }

    /// <summary>The id in <c>sent 1a2b3c4d to search</c>.</summary>
    private static string IdOf(string output) =>
        output.Split(' ') is ["sent", var id, ..]
            ? id
            : throw new SwarmException(ErrorCode.GitFailed, "the demo stopped: nothing was sent");
}
