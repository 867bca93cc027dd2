using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace GitSwarm.ClientTests.Endpoints;

/// <summary>How clients of one vendor talk to a model: as much of it as scripted answers need.</summary>
internal abstract partial class ModelApi
{
    /// <summary>The script of a conversation whose prompt names none.</summary>
    internal const string Main = "main";

    /// <summary>The script of requests that offer no tools: titles, summaries, routing.</summary>
    internal const string Aside = "aside";

    /// <summary>What makes a prompt choose a script, as that of a subagent does.</summary>
    internal static string Mark(string script) => "SCRIPT:" + script;

    /// <summary>Whether this is a request that the script answers.</summary>
    internal abstract bool IsTurn(string path);

    /// <summary>What other paths are answered, as JSON; null if they are not found.</summary>
    internal abstract string? Other(string path);

    /// <summary>An answer as the vendor streams it.</summary>
    /// <param name="reply">What to say.</param>
    /// <param name="number">Of the request, for ids.</param>
    internal abstract string Stream(Reply reply, int number);

    /// <summary>Whose turn it is; told from the request alone, so that subagents and resumed sessions are nothing special.</summary>
    internal ModelRequest Read(JsonElement body)
    {
        var prompt = new StringBuilder();
        var turn = 0;
        var speaking = false;
        foreach (var (isModel, text) in Conversation(body))
        {
            turn += isModel && !speaking ? 1 : 0;
            speaking = isModel;
            if (turn == 0)
            {
                prompt.AppendLine(text);
            }
        }
        var script =
            !HasTools(body) ? Aside
            : Marked().Matches(prompt.ToString()).LastOrDefault() is { } mark ? mark.Groups["script"].Value
            : Main;
        return new ModelRequest(script, turn, body);
    }

    /// <summary>Who spoke, in order, and what.</summary>
    protected abstract IEnumerable<(bool IsModel, string Text)> Conversation(JsonElement body);

    /// <summary>Whether the model may call tools.</summary>
    protected virtual bool HasTools(JsonElement body) => body.TryGetProperty("tools", out var tools) && tools.GetArrayLength() > 0;

    /// <summary>One event of a stream; the type is in it and, where the vendor does so, before it.</summary>
    protected static string Event(string? type, JsonObject data) =>
        (type is null ? "" : $"event: {type}\n") + $"data: {data.ToJsonString()}\n\n";

    /// <summary>The raw JSON of an element, in which a mark is found wherever it stands.</summary>
    protected static string Raw(JsonElement element, string property) =>
        element.TryGetProperty(property, out var value) ? value.GetRawText() : "";

    [GeneratedRegex("SCRIPT:(?<script>[a-z]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Marked();
}
