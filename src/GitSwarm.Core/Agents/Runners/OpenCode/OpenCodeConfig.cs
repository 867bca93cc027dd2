using System.Text.Json;
using GitSwarm.Agents.Plans;
using GitSwarm.Clients;

namespace GitSwarm.Agents.Runners.OpenCode;

/// <summary>What a run of OpenCode has besides its user's configuration.</summary>
internal static class OpenCodeConfig
{
    /// <summary>Name of the file that <c>OPENCODE_CONFIG</c> names.</summary>
    public const string ConfigFile = "opencode.json";

    private const string PromptFile = "system.md";

    private static readonly ForeignTools Tools = new(
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Agent"] = "task",
            ["Bash"] = "bash",
            // Writes and patches, too.
            ["Edit"] = "edit",
            ["Write"] = "edit",
            ["Glob"] = "glob",
            ["Grep"] = "grep",
            ["Read"] = "read",
            ["Skill"] = "skill",
            ["TodoWrite"] = "todowrite",
            ["WebFetch"] = "webfetch",
            ["WebSearch"] = "websearch",
        }
    );

    /// <summary>True for the name of one of its tools that can be denied.</summary>
    public static bool IsTool(string name) => Tools.Has(name) || name is "write" or "patch";

    /// <summary>The files, by path; none where nothing is to be said.</summary>
    public static Dictionary<string, string> Files(LaunchPlan plan)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        var servers = plan.Tools.Servers.Where(s => s.Config is { ValueKind: JsonValueKind.Object }).ToList();
        if (plan.Prompt.SystemText() is { Length: > 0 } system)
        {
            files[RunnerFiles.Path(plan, PromptFile)] = system;
        }
        if (servers.Count == 0 && files.Count == 0)
        {
            return files;
        }
        files[RunnerFiles.Path(plan, ConfigFile)] = RunJson.Of(writer =>
        {
            writer.WriteStartObject();
            writer.WriteTexts("instructions", [.. files.Keys]);
            writer.WriteStartObject("mcp");
            foreach (var server in servers)
            {
                writer.WritePropertyName(server.Name);
                WriteServer(writer, server.Config!.Value);
            }
            writer.WriteEndObject();
            writer.WriteEndObject();
        });
        return files;
    }

    /// <summary>What it may do, as <c>OPENCODE_PERMISSION</c> has it: over what its user and the project set.</summary>
    /// <remarks>Nobody is there to be asked. Whatever would ask ends the turn, and so the run; what is denied fails, and the model goes on.</remarks>
    public static string Permission(LaunchPlan plan)
    {
        var missing = Tools.Missing(plan).ToHashSet(StringComparer.Ordinal);
        var (edit, other) = plan.Context.Mode.Value switch
        {
            "bypassPermissions" => ("allow", "allow"),
            "acceptEdits" or "auto" => ("allow", "deny"),
            _ => ("deny", "deny"),
        };
        return RunJson.Of(writer =>
        {
            writer.WriteStartObject();
            if (!missing.Contains("edit"))
            {
                writer.WriteString("edit", edit);
            }
            if (!missing.Contains("bash"))
            {
                WriteCommands(writer, plan, other);
            }
            if (!missing.Contains("webfetch"))
            {
                writer.WriteString("webfetch", other);
            }
            foreach (var tool in missing.Order(StringComparer.Ordinal))
            {
                writer.WriteString(tool, "deny");
            }
            writer.WriteEndObject();
        });
    }

    // The last that fits counts.
    private static void WriteCommands(Utf8JsonWriter writer, LaunchPlan plan, string other)
    {
        writer.WriteStartObject("bash");
        writer.WriteString("*", other);
        foreach (var (rules, decision) in new[] { (plan.Tools.Allow, "allow"), (plan.Tools.Deny, "deny") })
        {
            foreach (var command in ForeignTools.Commands(rules).Distinct(StringComparer.Ordinal))
            {
                writer.WriteString(command, decision);
                writer.WriteString(command + " *", decision);
            }
        }
        writer.WriteEndObject();
    }

    // As Claude Code has them, "command" and "args" or "url", in this program's words.
    private static void WriteServer(Utf8JsonWriter writer, JsonElement config)
    {
        writer.WriteStartObject();
        if (config.Text("command") is { } command)
        {
            writer.WriteString("type", "local");
            writer.WriteTexts("command", config.Texts("args").Prepend(command));
            WriteMap(writer, "environment", config.Field("env"));
        }
        else
        {
            writer.WriteString("type", "remote");
            writer.WriteString("url", config.Text("url"));
            WriteMap(writer, "headers", config.Field("headers"));
        }
        writer.WriteEndObject();
    }

    private static void WriteMap(Utf8JsonWriter writer, string name, JsonElement? map)
    {
        if (map is { ValueKind: JsonValueKind.Object } members)
        {
            writer.WritePropertyName(name);
            members.WriteTo(writer);
        }
    }
}
