using System.Text.Json.Nodes;
using GitSwarm.TestKit;

namespace GitSwarm.Benchmarks;

/// <summary>Events as Claude Code sends them, of the first session of a scene.</summary>
internal sealed class HookEvents(Sandbox sandbox, string program)
{
    private int files;

    /// <summary>Describes a run of the hook.</summary>
    /// <param name="scene">Where the session is.</param>
    /// <param name="name">The event.</param>
    /// <param name="file">The file it is about, relative to the top.</param>
    internal Command Of(Scene scene, string name, string? file) =>
        new(program, ["hook", "claude"], scene.Path, scene.Variables) { Input = Write(scene, name, file) };

    /// <summary>Runs the hook now; not measured.</summary>
    internal void Run(Scene scene, string name, string? file) =>
        sandbox
            .Run("sh", ["-c", "exec \"$1\" hook claude < \"$2\"", "sh", program, Write(scene, name, file)], scene.Path)
            .OutputOrThrow(name);

    private string Write(Scene scene, string name, string? file)
    {
        var payload = new JsonObject
        {
            ["session_id"] = "session-0",
            ["transcript_path"] = scene.Path + ".jsonl",
            ["cwd"] = scene.Path,
            ["permission_mode"] = "acceptEdits",
            ["hook_event_name"] = name,
        };
        if (file is not null)
        {
            payload["tool_name"] = "Edit";
            payload["tool_input"] = new JsonObject
            {
                ["file_path"] = Path.Combine(scene.Path, file),
                ["old_string"] = "one",
                ["new_string"] = "two",
            };
        }
        var path = sandbox.Path($"event-{++files}.json");
        File.WriteAllText(path, payload.ToJsonString());
        return path;
    }
}
