using GitSwarm.TestKit;
using GitSwarm.Tests.Binary;
using Xunit;

namespace GitSwarm.Tests.ClientHooks;

/// <summary>An agent asks the session that launched it, by the hook its client calls where it would ask its user ([M4]).</summary>
[Trait("Category", "Binary"), Trait("Rule", "M4")]
public sealed class AskTests
{
    /// <summary>What the client of an agent puts on standard input.</summary>
    private const string Asks = """
        ask() { printf '{"hook_event_name":"PermissionRequest","session_id":"%s","cwd":"%s","tool_name":"Bash","tool_input":{"command":"%s"}}' "$GIT_SWARM_RUN" "$PWD" "$2" | git-swarm hook claude --ask "$1"; }

        """;

    [Fact]
    public void It_is_told_at_the_end_of_a_turn_once_and_answered_once()
    {
        using var pair = new Pair();
        pair.One.Prompt();
        var run = Launch(pair, "ask 60 'git push'");
        var id = Question(pair);

        Assert.Empty(pair.One.Batch());
        var told = pair.One.Stop();
        Assert.Contains($"asks to use Bash and waits: git swarm team approve {id[^8..]}, or git swarm team refuse {id[^8..]}", told);
        Assert.Contains("  | git push", told);
        Assert.Empty(pair.One.Stop());
        Assert.Contains("asks to use Bash", pair.One.User.Do("--as", "one", "inbox"));
        pair.One.User.Do("--as", "one", "team", "approve", id[^8..]);

        Assert.Contains("""{"behavior":"allow"}""", End(pair, run));
        Assert.Empty(Questions(pair));
        var again = pair.One.User.Run("--as", "one", "team", "approve", id);
        Assert.Equal((128, true), (again.ExitCode, again.Error.StartsWith("error: no question to you", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_no_comes_with_its_reason()
    {
        using var pair = new Pair();
        var run = Launch(pair, "ask 60 'git push'");
        var id = Question(pair);

        pair.One.User.Do("--as", "one", "team", "refuse", id, "--reason", "not on a Friday");

        Assert.Contains("""{"behavior":"deny","message":"git-swarm: not on a Friday"}""", End(pair, run));
    }

    [Fact]
    public void Several_questions_get_each_its_own_answer()
    {
        using var pair = new Pair();
        var run = Launch(pair, "ask 60 one > 1 & ask 60 two > 2 & wait; cat 1 2");
        SpawnTests.Until(() => Questions(pair).Count == 2);

        foreach (var (id, command) in Questions(pair))
        {
            pair.One.User.Do("--as", "one", "team", command == "two" ? "approve" : "refuse", id);
        }

        var said = End(pair, run);
        Assert.True(said.IndexOf("deny", StringComparison.Ordinal) < said.IndexOf("allow", StringComparison.Ordinal), said);
    }

    [Fact]
    public void Whom_nobody_answers_is_denied_and_the_question_is_gone()
    {
        using var pair = new Pair();
        var run = Launch(pair, "ask 1 'git push'");

        Assert.Contains("\"message\":\"git-swarm: nobody answered within 1 s\"", End(pair, run));
        Assert.Empty(Questions(pair));
        Assert.DoesNotContain("asks to use", pair.One.Prompt());
    }

    [Fact]
    public void Without_its_parent_it_is_denied_at_once()
    {
        using var pair = new Pair();
        var run = Launch(pair, "while ! test -e go; do sleep 0.05; done; ask 60 'git push'");
        pair.One.Send("SessionEnd", """{"reason":"other"}""");
        pair.One.User.Write("go", "");

        Assert.Contains("its parent is gone", End(pair, run));
    }

    [Fact]
    public void It_cannot_answer_for_its_parent()
    {
        using var pair = new Pair();
        var run = Launch(
            pair,
            """
            ask 60 'git push' > answer &
            until id=$(git swarm --as one inbox --peek | grep permission_request | cut -f1) && test -n "$id"; do sleep 0.1; done
            git swarm --as one team approve "$id" 2>&1
            env -u GIT_SWARM_RUN git swarm --as one team approve "$id" 2>&1
            # Whose parent is gone has nobody above it that tells.
            sh -c '(sleep 1; git swarm --as one team approve "$0" > third 2>&1; touch tried) &' "$id"
            wait; cat answer third
            """
        );
        SpawnTests.Until(() => File.Exists(Path.Combine(pair.One.Directory, "tried")));
        pair.One.User.Do("--as", "one", "team", "refuse", Question(pair));

        var said = End(pair, run);
        Assert.Equal(4, said.Split("an agent cannot answer its own question").Length);
        Assert.Contains("\"behavior\":\"deny\"", said);
    }

    [Fact]
    public void A_session_that_nobody_launched_is_left_to_its_client()
    {
        using var pair = new Pair();

        var reply = pair.One.User.RunReading(
            $$"""{"hook_event_name":"PermissionRequest","session_id":"{{pair.One.Session}}","cwd":"{{pair.One.Directory}}","tool_name":"Bash","tool_input":{"command":"x"} }""",
            "hook",
            "claude",
            "--ask",
            "60"
        );

        Assert.Equal((0, "", ""), (reply.ExitCode, reply.Output, reply.Error));
    }

    private static string Launch(Pair pair, string script)
    {
        pair.One.User.Write("ask.sh", Asks + script + "\n");
        return pair.One.User.Json("--as", "one", "spawn", "--background", "--runner", "command:sh ask.sh", "-p", "x").Text("agent_id")!;
    }

    private static string Question(Pair pair)
    {
        SpawnTests.Until(() => Questions(pair).Count > 0);
        return Assert.Single(Questions(pair)).Id;
    }

    private static List<(string Id, string? Command)> Questions(Pair pair) =>
        [
            .. pair
                .One.User.Json("--as", "one", "inbox", "--peek")
                .EnumerateArray()
                .Where(m => m.Text("type") == "permission_request")
                .Select(m => m.GetProperty("fields"))
                .Select(f => (f.Text("id")!, f.GetProperty("input").Text("command"))),
        ];

    private static string End(Pair pair, string run)
    {
        pair.Two.User.Do("wait", "--for", $"run:{run}", "--timeout", "60s");
        return pair.Two.User.Do("logs", run);
    }
}
