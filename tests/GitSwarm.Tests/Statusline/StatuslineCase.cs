using System.Text.Json;
using GitSwarm.TestKit;
using GitSwarm.Tests.Binary;

namespace GitSwarm.Tests.Statusline;

/// <summary>Claude Code's sessions in a repository: what it puts on standard input of hooks and of its status line.</summary>
internal static class StatuslineCase
{
    /// <summary>The session begins, as its hook tells it.</summary>
    public static void Begin(CliUser user, string session) =>
        user.RunReading(
                JsonSerializer.Serialize(
                    new Dictionary<string, string>(StringComparer.Ordinal)
                    {
                        ["hook_event_name"] = "SessionStart",
                        ["session_id"] = session,
                        ["cwd"] = user.Directory,
                        ["source"] = "startup",
                    }
                ),
                "hook",
                "claude"
            )
            .OutputOrThrow("hook");

    /// <summary>The JSON of a status line.</summary>
    public static string Json(string session, string directory) =>
        $$"""
            {"session_id":{{JsonSerializer.Serialize(session)}},"cwd":{{JsonSerializer.Serialize(
                directory
            )}},"model":{"id":"m","display_name":"M"},
             "workspace":{"current_dir":{{JsonSerializer.Serialize(directory)}},"project_dir":{{JsonSerializer.Serialize(
                directory
            )}},"added_dirs":[]},
             "version":"2.1.329","cost":{"total_cost_usd":0},"context_window":{"current_usage":null},"exceeds_200k_tokens":false}
            """;

    /// <summary>What the status line of a session says; it must end with 0 and say nothing beside.</summary>
    public static string Line(CliUser user, string session, params string[] arguments) =>
        Quietly(user.RunReading(Json(session, user.Directory), ["statusline", .. arguments]));

    /// <summary>What was printed, where nothing else was.</summary>
    public static string Quietly(Finished finished) =>
        finished is { ExitCode: 0, Error: "" }
            ? finished.Output
            : throw new InvalidOperationException($"ended with {finished.ExitCode}: {finished.Error}");
}
