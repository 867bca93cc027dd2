using GitSwarm.Agents.Runners.Claude;
using GitSwarm.Agents.Runners.Codex;
using GitSwarm.Agents.Runners.Copilot;
using GitSwarm.Agents.Runners.Gemini;
using GitSwarm.Agents.Runners.OpenCode;

namespace GitSwarm.Agents.Runners;

/// <summary>The runners there are.</summary>
public static class AgentRunners
{
    /// <summary>All of them, in the order in which the first that is found is taken; <c>command</c> last.</summary>
    public static IReadOnlyList<AgentRunner> All { get; } =
    [new ClaudeRunner(), new CodexRunner(), new GeminiRunner(), new CopilotRunner(), new OpenCodeRunner(), new CommandRunner()];

    /// <summary>The one of a name; null where there is none.</summary>
    public static AgentRunner? Named(string name) => All.FirstOrDefault(r => r.Name == name);
}
