using System.Collections.Frozen;
using GitSwarm.Git;

namespace GitSwarm.Agents.Worktrees;

/// <summary>The variables a child gets that is to work on its own: an agent, or a command that prepares its place.</summary>
/// <remarks>
/// Taken away is what says "you are inside session X" or "the repository is over there": what git tells its hooks, what
/// clients tell the programs they start, and everything of ours. What stays is configuration: credentials, endpoints,
/// models, where a client keeps its files. Variables whose names begin as a client's do are taken away unless listed here,
/// for a client may come up with new ones that name its session; others (<c>ANTHROPIC_*</c>, <c>OPENAI_*</c>, <c>GOOGLE_*</c>)
/// are never touched.
/// </remarks>
public static class ChildEnvironment
{
    /// <summary>Beginnings of names that belong to a client, or to us.</summary>
    private static readonly string[] Taken = ["GIT_SWARM_", "CLAUDE", "CODEX", "GEMINI", "COPILOT", "OPENCODE", "CURSOR_"];

    /// <summary>Single names in which programs are told who started them; <c>AGENT</c> is OpenCode's.</summary>
    private static readonly FrozenSet<string> TakenNames = new[] { "AI_AGENT", "AGENT", "GIT_SWARM" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Beginnings of names that are configuration all the same.</summary>
    private static readonly string[] Kept =
    [
        // Which cloud answers, and how it is logged in to.
        "CLAUDE_CODE_USE_",
        "CLAUDE_CODE_SKIP_",
        // Switches of a user's, such as CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC.
        "CLAUDE_CODE_DISABLE_",
        "CLAUDE_CODE_ENABLE_",
        "CLAUDE_CODE_EXPERIMENTAL_",
        "CLAUDE_CODE_CLIENT_",
        "COPILOT_PROVIDER_",
        "OPENCODE_CONFIG",
        "OPENCODE_DISABLE_",
        "OPENCODE_ENABLE_",
        "OPENCODE_EXPERIMENTAL",
    ];

    private static readonly FrozenSet<string> KeptNames = new[]
    {
        "CLAUDE_CONFIG_DIR",
        "CLAUDE_CODE_OAUTH_TOKEN",
        "CLAUDE_CODE_API_KEY_HELPER_TTL_MS",
        "CLAUDE_CODE_EXTRA_BODY",
        "CLAUDE_CODE_GIT_BASH_PATH",
        "CLAUDE_CODE_MAX_OUTPUT_TOKENS",
        "CLAUDE_CODE_SUBAGENT_MODEL",
        "CLAUDE_CODE_TMPDIR",
        "CODEX_HOME",
        "CODEX_API_KEY",
        "CODEX_CA_CERTIFICATE",
        "GEMINI_API_KEY",
        "GEMINI_API_KEY_AUTH_MECHANISM",
        "GEMINI_MODEL",
        "GEMINI_CLI_HOME",
        "GEMINI_CLI_SYSTEM_SETTINGS_PATH",
        "GEMINI_CLI_TRUST_WORKSPACE",
        "GEMINI_SANDBOX",
        "COPILOT_ALLOW_ALL",
        "COPILOT_GITHUB_TOKEN",
        "COPILOT_HOME",
        "COPILOT_MODEL",
        "COPILOT_OFFLINE",
        "OPENCODE_API_KEY",
        "OPENCODE_MODELS_URL",
        "OPENCODE_PERMISSION",
        "CURSOR_API_KEY",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Derives it.</summary>
    /// <param name="caller">Every variable of whoever starts the child.</param>
    /// <param name="own">What we tell the child ourselves; it counts over everything.</param>
    public static IReadOnlyDictionary<string, string> Of(
        IReadOnlyDictionary<string, string> caller,
        IReadOnlyDictionary<string, string>? own = null
    )
    {
        var variables = new Dictionary<string, string>(caller.Count, StringComparer.Ordinal);
        foreach (var (name, value) in caller)
        {
            if (IsKept(name))
            {
                variables[name] = value;
            }
        }
        foreach (var (name, value) in own ?? new Dictionary<string, string>())
        {
            variables[name] = value;
        }
        return variables;
    }

    /// <summary>Whether a variable of the caller's goes on to the child.</summary>
    public static bool IsKept(string name) =>
        !GitEnvironment.IsOfOneRepository(name)
        && !TakenNames.Contains(name)
        && (!StartsWithAny(name, Taken) || KeptNames.Contains(name) || StartsWithAny(name, Kept));

    private static bool StartsWithAny(string name, string[] beginnings)
    {
        foreach (var beginning in beginnings)
        {
            if (name.StartsWith(beginning, StringComparison.Ordinal))
            {
                return true;
            }
        }
        return false;
    }
}
