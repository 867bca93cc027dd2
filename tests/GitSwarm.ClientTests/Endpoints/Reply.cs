using System.Text.Json.Nodes;

namespace GitSwarm.ClientTests.Endpoints;

/// <summary>What the model answers in one turn.</summary>
/// <param name="Parts">Text and calls of tools, in order.</param>
internal sealed record Reply(IReadOnlyList<ReplyPart> Parts)
{
    /// <summary>The answer is held back until this is done; the test acts meanwhile.</summary>
    internal Task Until { get; private init; } = Task.CompletedTask;

    /// <summary>What the server answers in place of all this; 200 where all is well.</summary>
    internal int Status { get; private init; } = 200;

    /// <summary>None, until the session is killed: it works on as long as the test goes.</summary>
    internal static Reply Never { get; } = Say("") with { Until = new TaskCompletionSource().Task };

    /// <summary>Text, with which a turn ends.</summary>
    internal static Reply Say(string text) => new([new SaidText(text)]);

    /// <summary>The server fails, and says <see cref="FailureText"/>.</summary>
    internal static Reply Fail(int status) => Say("") with { Status = status };

    /// <summary>What a server says that fails.</summary>
    internal const string FailureText = "scripted failure";

    /// <summary>A call of a tool.</summary>
    internal static Reply Use(string tool, JsonObject input) => new([new ToolCall(tool, input)]);

    /// <summary>A call of a tool that takes plain text, as only the Responses API knows them.</summary>
    internal static Reply UseText(string tool, string input) => new([new TextToolCall(tool, input)]);

    /// <summary>The same, not before something is done.</summary>
    internal Reply After(Task done) => this with { Until = done };
}
