using System.Globalization;
using System.Text.Json;
using GitSwarm.Agents.Plans;
using GitSwarm.Clients;

namespace GitSwarm.Agents.Runners.Claude;

/// <summary>The settings a run of Claude Code has besides those of its user.</summary>
internal static class ClaudeSettings
{
    /// <summary>Name of the file with settings.</summary>
    public const string SettingsFile = "settings.json";

    /// <summary>Name of the file with servers.</summary>
    public const string ServersFile = "mcp.json";

    private const string ReminderFile = "reminder.json";
    private const string UserPromptSubmit = "UserPromptSubmit";
    private const int HookSeconds = 10;

    // Those that tell whether it takes what is typed.
    private static readonly string[] Turns =
    [
        "SessionStart",
        UserPromptSubmit,
        "PreToolUse",
        "PermissionRequest",
        "Stop",
        "StopFailure",
        "Notification",
    ];

    // Of the project and of the user; those of an administrator stay whatever is excluded.
    private static readonly string[] Instructions = ["**/CLAUDE.md", "**/CLAUDE.local.md", "**/.claude/rules/**"];

    /// <summary>The files, by path; those it does not need are missing.</summary>
    public static Dictionary<string, string> Files(LaunchPlan plan)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        if (plan.Tools.Servers.Any(s => s.Config is not null))
        {
            files[RunnerFiles.Path(plan, ServersFile)] = RunJson.Of(writer => WriteServers(writer, plan));
        }
        if (plan.Prompt.Reminder is { } reminder)
        {
            files[RunnerFiles.Path(plan, ReminderFile)] = RunJson.Of(writer => WriteReminder(writer, reminder));
        }
        var hooks = Hooks(plan);
        if (hooks.Count > 0 || plan.Context.OmitProjectInstructions || plan.Context.OmitGitStatus)
        {
            files[RunnerFiles.Path(plan, SettingsFile)] = RunJson.Of(writer => WriteSettings(writer, plan, hooks));
        }
        return files;
    }

    private static void WriteServers(Utf8JsonWriter writer, LaunchPlan plan)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("mcpServers");
        foreach (var server in plan.Tools.Servers)
        {
            if (server.Config is { } config)
            {
                writer.WritePropertyName(server.Name);
                config.WriteTo(writer);
            }
        }
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    // In an object, for a reminder that begins with a brace would be taken for one.
    private static void WriteReminder(Utf8JsonWriter writer, string reminder)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("hookSpecificOutput");
        writer.WriteString("hookEventName", UserPromptSubmit);
        writer.WriteString("additionalContext", reminder);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteSettings(Utf8JsonWriter writer, LaunchPlan plan, SortedDictionary<string, List<Action<Utf8JsonWriter>>> hooks)
    {
        writer.WriteStartObject();
        if (hooks.Count > 0)
        {
            writer.WriteStartObject("hooks");
            foreach (var (name, groups) in hooks)
            {
                writer.WriteStartArray(name);
                groups.ForEach(write => write(writer));
                writer.WriteEndArray();
            }
            writer.WriteEndObject();
        }
        if (plan.Context.OmitProjectInstructions)
        {
            writer.WriteTexts("claudeMdExcludes", Instructions);
        }
        if (plan.Context.OmitGitStatus)
        {
            writer.WriteBoolean("includeGitInstructions", false);
        }
        writer.WriteEndObject();
    }

    private static SortedDictionary<string, List<Action<Utf8JsonWriter>>> Hooks(LaunchPlan plan)
    {
        var hooks = new SortedDictionary<string, List<Action<Utf8JsonWriter>>>(StringComparer.Ordinal);
        if (plan.Hooks.Definition is { ValueKind: JsonValueKind.Object } definition)
        {
            foreach (var written in definition.EnumerateObject())
            {
                // The process is a session of its own, and its end is no subagent's.
                var name = written.Name == "SubagentStop" ? "Stop" : written.Name;
                foreach (
                    var entry in written.Value is { ValueKind: JsonValueKind.Array } list
                        ? [.. list.EnumerateArray()]
                        : new[] { written.Value }
                )
                {
                    Add(name, writer => WriteGroup(writer, entry));
                }
            }
        }
        foreach (var (name, commands) in plan.Hooks.Client)
        {
            foreach (var command in commands)
            {
                Add(name, writer => WriteCommand(writer, command, [], HookSeconds));
            }
        }
        if (plan.Execution.Member is { IsInteractive: true } member)
        {
            foreach (var name in Turns)
            {
                Add(name, writer => WriteCommand(writer, member.Program, ["hook", "claude", "--turn"], HookSeconds));
            }
        }
        if (plan.Execution.Questions is { } asks)
        {
            // A client that stops waiting first would decide by itself.
            string[] arguments = ["hook", "claude", "--ask", asks.Seconds.ToString(CultureInfo.InvariantCulture)];
            Add("PermissionRequest", writer => WriteCommand(writer, asks.Program, arguments, asks.Seconds + HookSeconds + HookSeconds));
        }
        if (plan.Prompt.Reminder is not null)
        {
            Add(UserPromptSubmit, writer => WriteCommand(writer, "cat", [RunnerFiles.Path(plan, ReminderFile)], HookSeconds));
        }
        return hooks;

        void Add(string name, Action<Utf8JsonWriter> write)
        {
            if (!hooks.TryGetValue(name, out var groups))
            {
                hooks[name] = groups = [];
            }
            groups.Add(write);
        }
    }

    // Front matter may have a hook where a group of hooks belongs.
    private static void WriteGroup(Utf8JsonWriter writer, JsonElement entry)
    {
        if (entry.Field("hooks") is not null || entry.Field("type") is null)
        {
            entry.WriteTo(writer);
            return;
        }
        writer.WriteStartObject();
        writer.WriteStartArray("hooks");
        entry.WriteTo(writer);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    // With arguments it is started without a shell.
    private static void WriteCommand(Utf8JsonWriter writer, string command, string[] arguments, int seconds)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("hooks");
        writer.WriteStartObject();
        writer.WriteString("type", "command");
        writer.WriteString("command", command);
        if (arguments.Length > 0)
        {
            writer.WriteTexts("args", arguments);
        }
        writer.WriteNumber("timeout", seconds);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
