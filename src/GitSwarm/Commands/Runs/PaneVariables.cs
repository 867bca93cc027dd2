using System.Text.Json;
using System.Text.Json.Serialization;
using GitSwarm.Agents.Runs;

namespace GitSwarm.Commands.Runs;

/// <summary>The variables of who launched a member, on their way into its pane, whose own are those of the terminal.</summary>
/// <remarks>In a file that its owner alone can read, and that is gone once it was read: on a command line everybody would see them.</remarks>
internal static class PaneVariables
{
    /// <summary>What is the terminal's to say.</summary>
    private static readonly string[] OfTerminal =
    [
        "TERM",
        "COLORTERM",
        "TMUX",
        "TMUX_PANE",
        "TERM_PROGRAM",
        "TERM_PROGRAM_VERSION",
        "ITERM_SESSION_ID",
        "WT_SESSION",
        "WT_PROFILE_ID",
        "COLUMNS",
        "LINES",
        "GIT_SWARM_TTY",
    ];

    public static void Write(string path, IReadOnlyDictionary<string, string> variables) =>
        RunFiles.Write(path, JsonSerializer.SerializeToUtf8Bytes(variables.ToDictionary(), VariablesJson.Default.DictionaryStringString));

    /// <summary>Reads them once.</summary>
    /// <param name="path">The file.</param>
    /// <param name="here">The variables of the pane.</param>
    /// <returns>Those of the launcher, with those of the terminal.</returns>
    public static IReadOnlyDictionary<string, string> Take(string path, IReadOnlyDictionary<string, string> here)
    {
        try
        {
            var given = JsonSerializer.Deserialize(File.ReadAllBytes(path), VariablesJson.Default.DictionaryStringString) ?? [];
            File.Delete(path);
            foreach (var name in OfTerminal)
            {
                given.Remove(name);
                if (here.TryGetValue(name, out var value))
                {
                    given[name] = value;
                }
            }
            return given;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new SwarmException(
                ErrorCode.UnknownRun,
                "this pane was not opened for a run that waits for it",
                "start a member with 'git swarm spawn --team'"
            );
        }
    }
}

[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class VariablesJson : JsonSerializerContext;
