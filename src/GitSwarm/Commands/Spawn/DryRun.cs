using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using GitSwarm.Agents.Plans;
using GitSwarm.Agents.Runners;
using GitSwarm.Cli;

namespace GitSwarm.Commands.Spawn;

/// <summary>Shows a plan, and the process it comes to.</summary>
internal static class DryRun
{
    public static void Show(SwarmHost host, LaunchPlan plan, RunnerCommand command)
    {
        if (host.Output.Json)
        {
            host.Output.Answer(
                new DryRunBody(
                    plan with
                    {
                        Tools = plan.Tools.WithoutSecrets(),
                    },
                    new CommandBody(command.Program, command.Arguments, Variables(plan, command), command.Input, command.Files)
                ),
                DryRunContext.Default.DryRunBody
            );
            return;
        }
        var rows = PlanRows.Of(plan).Concat(CommandRows.Of(command, Variables(plan, command))).Concat(PlanRows.Notes(plan)).ToList();
        host.Output.Answer(host.Output.Terminal ? Aligned(rows, host.Output.Width) : string.Concat(rows.Select(Tabbed)));
        host.Output.Narrate("nothing was started");
    }

    /// <summary>What the agent gets on top of its parent's variables.</summary>
    private static SortedDictionary<string, string> Variables(LaunchPlan plan, RunnerCommand command)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in plan.Execution.Environment.Concat(command.Environment))
        {
            all[name] = value;
        }
        return all;
    }

    private static string Tabbed(PlanRow row) => $"{row.Stage}\t{row.Field}\t{Texts.OneLine(row.Value)}\n";

    private static string Aligned(List<PlanRow> rows, int width)
    {
        const int Names = 16;
        var text = new StringBuilder();
        var stage = "";
        foreach (var row in rows)
        {
            if (row.Stage != stage)
            {
                text.Append(stage.Length > 0 ? "\n" : "").Append(row.Stage).Append('\n');
                stage = row.Stage;
            }
            if (row.IsText)
            {
                text.Append($"  {row.Field}\n").Append(Columns.Below(row.Value, width));
                continue;
            }
            // A long value goes on below itself, so that nothing in it looks like a row of ours. One word alone never does, and a
            // path can be copied only where it is whole.
            var pieces = row.Value.Contains(' ', StringComparison.Ordinal)
                ? Columns.Below(row.Value, Math.Max(40, width - Names + 2)).Split('\n', StringSplitOptions.RemoveEmptyEntries)
                : [Texts.OneLine(row.Value)];
            text.Append(
                    $"  {row.Field.PadRight(Names)}{string.Join("\n" + new string(' ', Names + 2), pieces.Select(p => p.TrimStart()))}".TrimEnd()
                )
                .Append('\n');
        }
        return text.ToString();
    }
}

/// <summary>The answer as JSON.</summary>
internal sealed record DryRunBody(LaunchPlan Plan, CommandBody Command);

/// <summary>The process.</summary>
internal sealed record CommandBody(
    string Program,
    IReadOnlyList<string> Arguments,
    IReadOnlyDictionary<string, string> Environment,
    string Input,
    IReadOnlyDictionary<string, string> Files
);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    GenerationMode = JsonSourceGenerationMode.Metadata
)]
[JsonSerializable(typeof(DryRunBody))]
internal sealed partial class DryRunContext : JsonSerializerContext;
