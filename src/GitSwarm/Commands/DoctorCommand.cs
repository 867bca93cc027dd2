using System.CommandLine;
using System.Text;
using System.Text.Json.Serialization;
using GitSwarm.Cli;
using GitSwarm.Clients.Settings;
using GitSwarm.Doctor;

namespace GitSwarm.Commands;

/// <summary><c>git swarm doctor</c>: check everything, and mend what can be mended.</summary>
/// <remarks>
/// Exit code 0 when all is well or was mended, 1 when something is wrong; with <c>--dry-run</c> whatever would be mended is
/// wrong, too. A repository that has not opted in is wrong: everything else of git-swarm refuses there.
/// </remarks>
internal static class DoctorCommand
{
    public static Command Create(Runner run)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what is wrong" };
        var command = new Command("doctor", "Check everything, and mend what can be mended") { dryRun };
        run.On(
            command,
            (host, parsed) =>
            {
                var from = host.Vantage with { CloneId = "" };
                var program = host.Outside.ProgramPath ?? "git-swarm";
                var patient = new Patient(
                    host.Git,
                    from,
                    host.Ids,
                    host.Random,
                    program,
                    Rights.CanWrite,
                    () => ClientSetup.Look(ClientRequests.Where(host), ClientRequests.Hash)
                );
                var results = Checkup.Run(patient, parsed.GetValue(dryRun));
                if (host.Output.Json)
                {
                    host.Output.Answer(new DoctorBody([.. results.Select(Body)]), DoctorContext.Default.DoctorBody);
                }
                else
                {
                    host.Output.Answer(Text(host.Output, results));
                }
                return results.Any(r => r.State == CheckState.Wrong) ? ExitCode.No : ExitCode.Yes;
            }
        );
        return command;
    }

    private static string Text(Output output, List<CheckResult> results)
    {
        var text = new StringBuilder();
        var width = results.Max(r => r.Name.Length);
        foreach (var r in results)
        {
            var detail = Texts.OneLine(r.Detail);
            var fix = r.Fix is null ? "" : Texts.OneLine(r.Fix);
            text.Append(
                output.Terminal
                    ? $"{Paint(output.Style, r.State)} {r.Name.PadRight(width)}  {detail}{(fix.Length > 0 ? "  " + output.Style.Bold("fix:") + " " + fix : "")}\n"
                    : $"{Word(r.State)}\t{r.Name}\t{detail}\t{fix}\n"
            );
        }
        return text.ToString();
    }

    private static string Paint(Style style, CheckState state)
    {
        var word = Word(state).PadRight(6);
        return state switch
        {
            CheckState.Ok => style.Green(word),
            CheckState.Mended => style.Yellow(word),
            _ => style.Bold(word),
        };
    }

    private static string Word(CheckState state) =>
        state switch
        {
            CheckState.Ok => "ok",
            CheckState.Mended => "mended",
            _ => "wrong",
        };

    private static CheckBody Body(CheckResult r) =>
        new(r.Name, Word(r.State), Texts.OneLine(r.Detail), r.Fix is { } fix ? Texts.OneLine(fix) : null);
}

internal sealed record CheckBody(string Name, string State, string Detail, string? Fix);

internal sealed record DoctorBody(IReadOnlyList<CheckBody> Checks);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(DoctorBody))]
internal sealed partial class DoctorContext : JsonSerializerContext;
