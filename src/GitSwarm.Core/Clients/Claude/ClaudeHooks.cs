using System.Text.Json;
using System.Text.RegularExpressions;
using GitSwarm.Hooks;

namespace GitSwarm.Clients.Claude;

/// <summary>Hooks in a settings file of Claude Code, as lines for a shell.</summary>
/// <remarks>For events that its client does not know of, because the agent is no subagent of its own.</remarks>
internal static partial class ClaudeHooks
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    /// <summary>The commands of an event whose matcher takes a subject; ours left out.</summary>
    /// <param name="settings">The file.</param>
    /// <param name="name">The event.</param>
    /// <param name="subject">What a matcher is held against: the type of the agent.</param>
    public static IEnumerable<string> Commands(JsonElement settings, string name, string subject) =>
        from entry in settings.Field("hooks")?.Items(name) ?? []
        where entry.ValueKind == JsonValueKind.Object && Matches(entry.Text("matcher"), subject)
        from handler in entry.Items("hooks")
        where handler.ValueKind == JsonValueKind.Object && handler.Text("type") == "command" && !IsOurs(handler)
        let line = Line(handler)
        where line is not null
        select line;

    /// <summary>All with none or a star; a list of names as it is; anything else is a regular expression, found anywhere.</summary>
    internal static bool Matches(string? matcher, string subject)
    {
        if (matcher is null or "*")
        {
            return true;
        }
        if (Names().IsMatch(matcher))
        {
            return matcher.Split([',', '|'], StringSplitOptions.TrimEntries).Contains(subject);
        }
        try
        {
            return Regex.IsMatch(subject, matcher, RegexOptions.ECMAScript, Patience);
        }
        catch (Exception error) when (error is ArgumentException or RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static bool IsOurs(JsonElement handler) =>
        handler.Text("command") is { } command
        && command.Contains("git-swarm", StringComparison.Ordinal)
        && (command.Contains(" hook claude", StringComparison.Ordinal) || handler.Texts("args").Take(2).SequenceEqual(["hook", "claude"]));

    // With arguments of its own it is no line for a shell yet.
    private static string? Line(JsonElement handler) =>
        handler.Text("command") is not { } command ? null
        : handler.Field("args") is null ? command
        : string.Join(' ', handler.Texts("args").Prepend(command).Select(ShellQuote.Quote));

    [GeneratedRegex("^[A-Za-z0-9_\\- ,|]*$", RegexOptions.None, matchTimeoutMilliseconds: 200)]
    private static partial Regex Names();
}
