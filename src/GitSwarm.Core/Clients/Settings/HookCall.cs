using System.Text.Json;
using GitSwarm.Hooks;

namespace GitSwarm.Clients.Settings;

/// <summary>How a client's settings spell the call of git-swarm: written here, and recognised here.</summary>
/// <param name="client">The client: "claude".</param>
/// <param name="form">How the client starts commands.</param>
public sealed class HookCall(string client, CallForm form)
{
    private const string GuardOpen = "command -v ";
    private const string GuardMiddle = " >/dev/null 2>&1 && ";
    private const string GuardEnd = " || :";

    /// <summary>The members of a handler that say what is run.</summary>
    /// <param name="program">The program: an absolute path, or a name on PATH.</param>
    /// <param name="extra">A further argument, or nothing.</param>
    public IEnumerable<(string Name, string Value)> Members(string program, string extra = "")
    {
        if (form == CallForm.Exec)
        {
            string[] words = extra.Length > 0 ? ["hook", client, extra] : ["hook", client];
            return [("command", JsonWords.Quote(program)), ("args", JsonWords.Array(words.Select(JsonWords.Quote)))];
        }
        return [(form == CallForm.Guarded ? "bash" : "command", JsonWords.Quote(Line(program)))];
    }

    /// <summary>What a handler runs, if it is one of ours; null for another one.</summary>
    internal CalledProgram? Read(JsonText text, JsonPart handler)
    {
        if (form != CallForm.Exec)
        {
            return
                String(text, handler.Member(form == CallForm.Guarded ? "bash" : "command")) is { } line
                && ProgramOf(line) is { } named
                && IsOurs(named)
                ? new CalledProgram(named, "")
                : null;
        }
        return
            String(text, handler.Member("command")) is { } program
            && IsOurs(program)
            && handler.Member("args") is { Value: { Kind: JsonValueKind.Array } args }
            && args.Items.Select(i => String(text, i)).ToArray() is ["hook", var said, .. var rest]
            && said == client
            && rest is [] or [not null]
            ? new CalledProgram(program, rest is [{ } extra] ? extra : "")
            : null;
    }

    /// <summary>A program as a word of a shell: a plain name as it is, a path in quotes.</summary>
    internal static string Word(string program) =>
        program.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_') ? program : ShellQuote.Quote(program);

    /// <summary>The program a word of a shell names; null where it is no such word.</summary>
    internal static string? Unquote(string word) =>
        ShellQuote.IsQuoted(word) ? word[1..^1].Replace("'\\''", "'", StringComparison.Ordinal)
        : word.Length > 0 && Word(word) == word ? word
        : null;

    /// <summary>True for the file name our program has.</summary>
    internal static bool IsOurs(string program) => program.Split('/', '\\')[^1] is "git-swarm" or "git-swarm.exe";

    /// <summary>The text of a member, or null where it has none.</summary>
    internal static string? String(JsonText text, JsonItem? item)
    {
        if (item?.Value.Kind != JsonValueKind.String)
        {
            return null;
        }
        var reader = new Utf8JsonReader(text.Of(item.Value).Span);
        reader.Read();
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, or bytes that are no UTF-8: not of ours.
            return null;
        }
    }

    private string Line(string program)
    {
        var call = $"{Word(program)} hook {client}";
        return form == CallForm.Guarded ? GuardOpen + Word(program) + GuardMiddle + call + GuardEnd : call;
    }

    private string? ProgramOf(string line)
    {
        var call = line;
        if (form == CallForm.Guarded)
        {
            var middle = line.IndexOf(GuardMiddle, StringComparison.Ordinal);
            call =
                middle < 0 || !line.EndsWith(GuardEnd, StringComparison.Ordinal)
                    ? ""
                    : line[(middle + GuardMiddle.Length)..^GuardEnd.Length];
        }
        var end = $" hook {client}";
        return call.EndsWith(end, StringComparison.Ordinal) && Unquote(call[..^end.Length]) is { } program && Line(program) == line
            ? program
            : null;
    }
}

/// <summary>How a client starts a command.</summary>
public enum CallForm
{
    /// <summary>A program and its arguments, without a shell.</summary>
    Exec,

    /// <summary>A line for a shell.</summary>
    Shell,

    /// <summary>A line for a shell in the member <c>bash</c>, which succeeds when the program is gone or fails.</summary>
    Guarded,
}

/// <summary>What a handler of ours runs.</summary>
/// <param name="Program">The git-swarm it calls.</param>
/// <param name="Extra">A further argument, or nothing.</param>
internal sealed record CalledProgram(string Program, string Extra);
