using GitSwarm.ClientTests.Endpoints;
using GitSwarm.TestKit;

namespace GitSwarm.ClientTests.Clients;

/// <summary>How one client is run without a person, a network or an account.</summary>
internal abstract class AgentClient
{
    /// <summary>Its name in <c>git swarm install</c>, and of its program.</summary>
    internal abstract string Name { get; }

    /// <summary>How it talks to its model.</summary>
    internal abstract ModelApi Api { get; }

    /// <summary>What it needs in the home directory before it is started the first time.</summary>
    internal virtual void Prepare(Sandbox sandbox) { }

    /// <summary>What it needs there to find its model, where arguments cannot say it.</summary>
    internal virtual void Connect(Sandbox sandbox, int port) { }

    /// <summary>Arguments for one turn that asks nobody for permission.</summary>
    /// <param name="prompt">What the user says.</param>
    /// <param name="port">Of its model's endpoint.</param>
    internal abstract IEnumerable<string> Arguments(string prompt, int port);

    /// <summary>Arguments for a further turn of the newest session in that directory.</summary>
    internal abstract IEnumerable<string> Continue(string prompt, int port);

    /// <summary>Variables: its model's endpoint, and nothing that leaves the machine.</summary>
    internal abstract IEnumerable<KeyValuePair<string, string>> Variables(int port);

    /// <summary>The model creates a file.</summary>
    /// <param name="path">Relative to <paramref name="directory"/>.</param>
    /// <param name="directory">The session's, absolute.</param>
    /// <param name="text">The whole file: one line with its end.</param>
    internal abstract Reply Create(string directory, string path, string text);

    /// <summary>The model runs a command in a shell.</summary>
    internal abstract Reply Shell(string command);

    /// <summary>All of them, by name.</summary>
    internal static AgentClient Of(string name) =>
        name switch
        {
            "claude" => new ClaudeClient(),
            "codex" => new CodexClient(),
            "gemini" => new GeminiClient(),
            "copilot" => new CopilotClient(),
            "opencode" => new OpenCodeClient(),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such client"),
        };
}
