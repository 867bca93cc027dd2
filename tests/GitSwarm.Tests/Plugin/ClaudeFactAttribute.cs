using GitSwarm.TestKit;
using GitSwarm.Tests.Guards;
using Xunit;

namespace GitSwarm.Tests.Plugin;

/// <summary>A test that runs the real Claude Code.</summary>
/// <remarks>Skipped with the reason where it is not installed; under <c>CI=true</c> it runs, and fails by itself.</remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ClaudeFactAttribute : FactAttribute
{
    // The script is the one place that names versions: "claude 2.1.329 @anthropic-ai/claude-code".
    private static readonly string Version = File.ReadLines(Documents.PathOf("tests/tools/install-clients.sh"))
        .Select(line => line.Split(' '))
        .Single(words => words is ["claude", [>= '0' and <= '9', ..], _])[1];

    public ClaudeFactAttribute()
    {
        if (!File.Exists(Program) && !Gits.IsComplete)
        {
            Skip = $"not installed: claude {Version}; run tests/tools/install-clients.sh claude";
        }
    }

    /// <summary>Its program, or where it would be.</summary>
    internal static string Program { get; } =
        Path.GetFullPath(
            Path.Combine(
                Environment.GetEnvironmentVariable("GIT_SWARM_TEST_CLIENTS") is { Length: > 0 } folder
                    ? folder
                    : Path.Combine(
                        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
                        ".cache",
                        "git-swarm-tests",
                        "clients"
                    ),
                $"claude-{Version}",
                "node_modules",
                ".bin",
                "claude"
            )
        );
}
