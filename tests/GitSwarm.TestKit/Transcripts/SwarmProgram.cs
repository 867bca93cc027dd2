namespace GitSwarm.TestKit;

/// <summary>Runs git-swarm inside the process of the tests.</summary>
/// <param name="arguments">What was typed after <c>git swarm</c>.</param>
/// <param name="variables">Every environment variable.</param>
/// <param name="directory">The current directory.</param>
/// <param name="output">Standard output.</param>
/// <param name="error">Standard error; may be the same stream as <paramref name="output"/>.</param>
/// <returns>The exit code.</returns>
public delegate int SwarmProgram(
    string[] arguments,
    IReadOnlyDictionary<string, string> variables,
    string directory,
    Stream output,
    Stream error
);
