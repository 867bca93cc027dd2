namespace GitSwarm.Demo;

/// <summary>The scene in which a session launches agents: one it waits for, one beside it, and one whose work is kept.</summary>
/// <remarks>Played by shell commands, for the demo needs nothing installed; with an agent program on PATH that one plays them.</remarks>
/// <param name="stage">Where it plays.</param>
/// <param name="boss">Whoever launches them.</param>
internal sealed class DemoAgents(DemoStage stage, DemoTerminal boss)
{
    /// <summary>Plays it.</summary>
    /// <exception cref="SwarmException">A step failed.</exception>
    /// <exception cref="OperationCanceledException">The demo was interrupted.</exception>
    public void Tell()
    {
        stage.Say("The writer launches agents. Here shell commands play them; where a client such as claude is installed, that does.");
        stage.Type(boss, "git config --global swarm.runner 'command:sh ../agent.sh'");
        stage.Type(boss, Script);
        stage.Say("One in the foreground: its answer is the answer of the command.");
        stage.Type(boss, "git swarm spawn -p 'refactor: say goods instead of items'");
        stage.Type(boss, "git commit --quiet --all --message 'Say goods'");
        stage.Say("A reviewer in the background, in a work tree of its own. The tests run meanwhile.");
        var review = IdOf(stage.Type(boss, "git swarm spawn --background --isolation worktree --name reviewer -p 'review the cart'"));
        stage.Type(boss, "git swarm spawn -p 'run the tests'");
        stage.Type(boss, "git swarm runs");
        stage.Say("At its end its parent is told, once, with the next prompt; a shell looks into its inbox.");
        stage.Type(boss, $"git swarm wait --for run:{review}");
        stage.Type(boss, "git swarm inbox");
        stage.Say("The reviewer changed nothing: its work tree is gone. One that leaves work behind is kept, and named.");
        stage.Type(boss, "git swarm spawn --isolation worktree -p 'write a guide'");
        stage.Type(boss, "git worktree list");
    }

    private const string Script = """
        cat > ../agent.sh <<'END'
        task=$(cat)
        case $task in
        *refactor*) sed 's/items/goods/' cart.js > new && mv new cart.js && echo 'cart.js says goods now' ;;
        *review*) sleep 1; grep -c goods cart.js; echo 'no objections' ;;
        *guide*) echo 'How to shop' > GUIDE.md; echo 'wrote GUIDE.md' ;;
        *tests*) grep -q export cart.js && echo '1 passed' ;;
        esac
        END
        """;

    /// <summary>The id in <c>run 1a2b3c4d goes on in the background</c>.</summary>
    private static string IdOf(string output) =>
        output.Split(' ') is ["run", var id, ..]
            ? id
            : throw new SwarmException(ErrorCode.GitFailed, "the demo stopped: nothing was launched");
}
