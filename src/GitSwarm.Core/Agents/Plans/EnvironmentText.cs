namespace GitSwarm.Agents.Plans;

/// <summary>How an agent is told of its surroundings (step 15).</summary>
public static class EnvironmentText
{
    /// <summary>A few lines for the system prompt.</summary>
    public static string Of(EnvironmentFacts facts)
    {
        var lines = new List<string>
        {
            "Your surroundings:",
            $"- working directory: {Texts.OneLine(facts.Directory)}",
            $"- branch: {(facts.Branch is { } branch ? Texts.OneLine(branch) : "none, HEAD is detached")}",
            $"- platform: {facts.Platform}",
            $"- date: {facts.Date}",
        };
        if (facts.Shell is { } shell)
        {
            lines.Add($"- shell: {Texts.OneLine(shell)}");
        }
        lines.AddRange(facts.Directories.Select(d => $"- you may also use: {Texts.OneLine(d)}"));
        lines.Add(
            "Name files by absolute paths, in tools and in what you report: a command may start in another directory than the one before."
        );
        return string.Join('\n', lines);
    }

    /// <summary>A prompt that comes with git-swarm, with directory and branch in place of their marks.</summary>
    public static string Fill(string prompt, EnvironmentFacts facts) =>
        prompt
            .Replace("{cwd}", Texts.OneLine(facts.Directory), StringComparison.Ordinal)
            .Replace("{branch}", facts.Branch is { } branch ? Texts.OneLine(branch) : "(detached HEAD)", StringComparison.Ordinal);
}
