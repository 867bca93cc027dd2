using GitSwarm.Cli;
using GitSwarm.TestKit;

namespace GitSwarm.Tests.Transcripts;

/// <summary>git-swarm as a call of <see cref="App.Run"/>.</summary>
internal static class InThisProcess
{
    /// <summary>For pages: in process, or <c>GIT_SWARM_BIN</c>.</summary>
    internal static TranscriptOptions Options { get; } = new(Run);

    /// <summary>The program a child process can run: <c>GIT_SWARM_BIN</c>, or the one built with the tests.</summary>
    internal static string ProgramPath { get; } =
        Path.GetFullPath(Options.Binary ?? Options.Fallback ?? throw new InvalidOperationException("no git-swarm beside the tests"));

    private static int Run(string[] arguments, IReadOnlyDictionary<string, string> variables, string directory, Stream output, Stream error)
    {
        var width = variables.TryGetValue("GIT_SWARM_TTY", out var text) && int.TryParse(text, out var columns) ? columns : 0;
        return App.Run(
            arguments,
            new Outside(
                variables,
                directory,
                Environment.ProcessId,
                Stream.Null,
                output,
                error,
                OutputIsTerminal: width > 0,
                width > 0 ? width : 80,
                ProgramPath
            )
        );
    }
}
