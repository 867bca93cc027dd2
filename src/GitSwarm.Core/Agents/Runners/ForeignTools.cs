using GitSwarm.Agents.Definitions;
using GitSwarm.Agents.Plans;

namespace GitSwarm.Agents.Runners;

/// <summary>The tools of another client by the names definitions have for them, which are Claude Code's.</summary>
/// <param name="names">The client's name of each tool that it has as well.</param>
internal sealed class ForeignTools(IReadOnlyDictionary<string, string> names)
{
    /// <summary>True for a tool of the client, by its own name, that could be taken away.</summary>
    public bool Has(string tool) => names.Values.Contains(tool, StringComparer.Ordinal);

    /// <summary>The tools of the client that an agent does not have, by the client's names.</summary>
    public IEnumerable<string> Missing(LaunchPlan plan)
    {
        var gone = plan.Tools.Deny.Where(rule => ToolList.RuleOf(rule) is null).ToHashSet(StringComparer.Ordinal);
        return names
            .GroupBy(n => n.Value, n => n.Key, StringComparer.Ordinal)
            // One tool of the client may stand for several; it stays while any of them does.
            .Where(tool => tool.All(name => gone.Contains(name) || plan.Tools.Names is { } given && !given.Contains(name)))
            .Select(tool => tool.Key)
            .Order(StringComparer.Ordinal);
    }

    /// <summary>The commands that rules such as <c>Bash(git diff:*)</c> are about.</summary>
    public static IEnumerable<string> Commands(IEnumerable<string> rules) => rules.Select(Command).OfType<string>();

    /// <summary>What is said of rules that are about anything else, and so cannot be passed on.</summary>
    public static IEnumerable<string> Gaps(string runner, LaunchPlan plan) =>
        plan
            .Tools.Deny.Where(r => ToolList.RuleOf(r) is not null && Command(r) is null)
            .Select(r => $"{runner} cannot be told the rule that denies {Texts.Cut(r, 60)}")
            .Concat(
                plan.Tools.Allow.Where(r => ToolList.RuleOf(r) is not null && Command(r) is null)
                    .Select(r => $"{runner} cannot be told the rule that allows {Texts.Cut(r, 60)}")
            );

    // Only whole words and what follows them: anything wilder means something else to each client.
    private static string? Command(string rule) =>
        ToolList.NameOf(rule) == "Bash"
        && ToolList.RuleOf(rule) is { } text
        && text.EndsWith(":*", StringComparison.Ordinal)
        && text[..^2].Trim() is { Length: > 0 } command
        && command.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-' or '_' or '.' or '/')
            ? command
            : null;
}
