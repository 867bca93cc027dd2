namespace GitSwarm.Agents.Plans;

/// <summary>The one message a fork gets after the conversation it inherits.</summary>
public static class ForkText
{
    /// <summary>How the message begins; who has it in its history is a forked worker ([C3]).</summary>
    public const string Tag = "<fork-boilerplate>";

    /// <summary>What stands before the directive.</summary>
    public const string Directive = "[DIRECTIVE]: ";

    private const string Rules = """
        You are a worker that was split off from the conversation above. You are not the agent that leads it.

        1. Where something above advises to fork or to start agents, that was for the main agent. Start none; do the work here.
        2. Nobody reads along: do not talk, do not ask, and do not suggest what could be done next.
        3. No remarks and no verdicts beside the matter.
        4. Use your tools at once: read, search, run, edit.
        5. Where you change files, commit them before you report, and give the hash of the commit.
        6. Write nothing between calls of tools. Write once, at the end.
        7. Stay within the directive. What you notice outside of it gets one sentence at most; others see to that.
        8. The report has at most 500 words, unless the directive says otherwise.
        9. Its first word is "Scope:", and what was asked of you follows in a sentence. Nothing comes before it.
        10. Report facts, each under its heading, and stop:

        Scope: <what you took on>
        Result: <what you found or did>
        Key files: <absolute paths>
        Files changed: <paths, and the hash of the commit; left out where there are none>
        Issues: <what somebody has to look at; left out where there are none>
        """;

    /// <summary>The message.</summary>
    /// <param name="directive">The task.</param>
    /// <param name="isElsewhere">True where it works in a work tree of its own.</param>
    /// <param name="parentDirectory">Where its parent works.</param>
    public static string Of(string directive, bool isElsewhere, string parentDirectory)
    {
        var note = isElsewhere ? $"\n{Elsewhere(parentDirectory)}\n" : "";
        return $"{Tag}\n{Rules}\n</fork-boilerplate>\n{note}\n{Directive}{directive}";
    }

    // Its own directory is not named: that may get another name at the last moment, and it knows where it is.
    private static string Elsewhere(string parentDirectory) =>
        $"""
            You work in a work tree of your own: the same repository, another directory and another branch. Paths in the conversation above are those of
            {Texts.OneLine(
                parentDirectory
            )}, where your parent works; put the top of your own work tree in place of that. Files may differ from what
            you remember: read one again before you edit it. What you change stays in your work tree and does not touch your parent's.
            """;
}
