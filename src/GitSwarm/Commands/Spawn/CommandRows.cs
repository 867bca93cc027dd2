using GitSwarm.Agents.Runners;

namespace GitSwarm.Commands.Spawn;

/// <summary>The process a plan comes to, in lines for people; texts that stand in the plan already are cut.</summary>
internal static class CommandRows
{
    private const string Stage = "command";
    private const int LongestArgument = 120;

    public static IEnumerable<PlanRow> Of(RunnerCommand command, IReadOnlyDictionary<string, string> variables) =>
        [
            new(Stage, "arguments", string.Join(' ', command.Arguments.Prepend(command.Program).Select(Quoted))),
            .. variables.Select(v => new PlanRow(Stage, "variable", $"{v.Key}={v.Value}")),
            .. command.Input.Length == 0 ? Array.Empty<PlanRow>() : [new PlanRow(Stage, "standard input", Size(command.Input))],
            .. command.Files.Select(f => new PlanRow(Stage, "file", $"{f.Key} ({Size(f.Value)})")),
        ];

    private static string Quoted(string argument)
    {
        var text = Texts.Cut(argument, LongestArgument);
        return text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '/' or '.' or ',' or '=' or ':')
            ? text
            : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }

    private static string Size(string text) => $"{text.Count(c => c == '\n') + 1} lines";
}
