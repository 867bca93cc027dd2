namespace GitSwarm.Agents.Runners;

/// <summary>Why a process failed, in one line.</summary>
public static class RunnerError
{
    private const int Longest = 300;

    /// <summary>The last line of its standard error, or its exit code where it said nothing.</summary>
    /// <param name="exitCode">128 + the signal's number where one ended it.</param>
    /// <param name="lastErrors">The end of its standard error.</param>
    public static string Of(int exitCode, string lastErrors)
    {
        var last = lastErrors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault();
        var how = exitCode switch
        {
            127 => "the command was not found",
            126 => "the command cannot be run",
            > 128 and < 160 => $"it was ended by signal {exitCode - 128}",
            _ => $"it ended with exit code {exitCode}",
        };
        return last is null ? how : $"{how}: {Texts.Cut(Texts.OneLine(last), Longest)}";
    }
}
