using System.Text;

namespace GitSwarm.Agents.Runners.Gemini;

/// <summary>Rules about tools, as a file for Gemini CLI.</summary>
internal static class GeminiPolicy
{
    // Within a user's policies the highest counts, up to 999. What is denied stays denied.
    private const int Denied = 900;
    private const int Allowed = 800;

    /// <summary>The file; null where there are no rules.</summary>
    /// <param name="missing">Tools it does not have.</param>
    /// <param name="allow">Rules that allow, as Claude Code writes them.</param>
    /// <param name="deny">Rules that deny.</param>
    public static string? Of(IEnumerable<string> missing, IEnumerable<string> allow, IEnumerable<string> deny)
    {
        var text = new StringBuilder();
        foreach (var tool in missing)
        {
            Rule(text, tool, null, "deny", Denied);
        }
        foreach (var command in ForeignTools.Commands(deny))
        {
            Rule(text, "run_shell_command", command, "deny", Denied);
        }
        foreach (var command in ForeignTools.Commands(allow))
        {
            Rule(text, "run_shell_command", command, "allow", Allowed);
        }
        return text.Length == 0 ? null : text.ToString();
    }

    // Nothing in a name or a command needs escaping: both are plain words.
    private static void Rule(StringBuilder text, string tool, string? command, string decision, int priority)
    {
        text.Append("[[rule]]\ntoolName = \"").Append(tool).Append("\"\n");
        if (command is not null)
        {
            text.Append("commandPrefix = \"").Append(command).Append("\"\n");
        }
        text.Append("decision = \"").Append(decision).Append("\"\npriority = ").Append(priority).Append('\n');
    }
}
