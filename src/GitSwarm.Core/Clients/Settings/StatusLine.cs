using System.Text.Json;

namespace GitSwarm.Clients.Settings;

/// <summary>The status line of Claude Code: the member <c>statusLine</c> of its settings.</summary>
internal static class StatusLine
{
    private const string Name = "statusLine";
    private const string Call = " statusline";

    /// <summary>The text with ours set, where it was asked for and nobody else's is there.</summary>
    public static (JsonText Text, IReadOnlyList<string> Advice) Install(JsonText text, InstallChoice choice)
    {
        var there = text.Root?.Member(Name);
        if (there is null ? !choice.StatusLine : !IsOurs(text, there))
        {
            return there is null || !choice.StatusLine
                ? (text, [])
                : (text, ["there is a status line already; to have both, make its command 'git swarm statusline -- <yours>'"]);
        }
        var value = JsonWords.Object(("type", "\"command\""), ("command", JsonWords.Quote(HookCall.Word(choice.Program) + Call)));
        return there is null ? (JsonEdit.Add(text, [], JsonValueKind.Object, $"\"{Name}\": {value}"), [])
            : text.Says(there.Value, value) ? (text, [])
            : (JsonEdit.Replace(text, there.Value, value), []);
    }

    /// <summary>The text without ours; null when nothing else was in it.</summary>
    public static JsonText? Remove(JsonText text) =>
        text.Root?.Member(Name) is { } there && IsOurs(text, there) ? JsonEdit.Remove(text, [text.Root], there) : text;

    private static bool IsOurs(JsonText text, JsonItem item) =>
        HookCall.String(text, item.Value.Member("command")) is { } command
        && command.EndsWith(Call, StringComparison.Ordinal)
        && HookCall.Unquote(command[..^Call.Length]) is { } program
        && HookCall.IsOurs(program);
}
