namespace GitSwarm.TestKit;

/// <summary>What a transcript runs git-swarm with.</summary>
/// <param name="InProcess">Runs lines that are nothing but a call of git-swarm; null leaves them to the shell.</param>
public sealed record TranscriptOptions(SwarmProgram? InProcess = null)
{
    /// <summary>The binary that runs everything, in place of <see cref="InProcess"/>; <c>GIT_SWARM_BIN</c>.</summary>
    public string? Binary { get; init; } = Variable("GIT_SWARM_BIN");

    /// <summary>What hooks and pipelines find as git-swarm where there is no binary: the build of this test run.</summary>
    public string? Fallback { get; init; } = Beside("git-swarm");

    /// <summary>The git of the page.</summary>
    public TestGit Git { get; init; } = Gits.System;

    /// <summary>Rewrite the expected output; <c>TRANSCRIPTS=update</c>.</summary>
    public bool Update { get; init; } = Variable("TRANSCRIPTS") == "update";

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static string? Beside(string name)
    {
        var file = Path.Combine(AppContext.BaseDirectory, name);
        return File.Exists(file) ? file : null;
    }
}
