namespace GitSwarm.TestKit;

/// <summary>What a program left behind.</summary>
/// <param name="ExitCode">Its exit code; 128 + n after signal n.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
public sealed record Finished(int ExitCode, string Output, string Error)
{
    /// <summary>Whether it ended with 0.</summary>
    public bool Ok => ExitCode == 0;

    /// <summary>The output, or a failure that says what the program said.</summary>
    public string OutputOrThrow(string what) =>
        Ok ? Output : throw new InvalidOperationException($"{what} ended with {ExitCode}: {Error.Trim()}\n{Output.Trim()}".Trim());
}
