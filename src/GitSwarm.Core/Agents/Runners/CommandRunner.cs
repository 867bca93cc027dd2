using System.Text;
using GitSwarm.Agents.Definitions;
using GitSwarm.Agents.Plans;

namespace GitSwarm.Agents.Runners;

/// <summary>Any executable: what it is told comes on standard input, and what it prints is the result.</summary>
/// <remarks>The plan is in the file that <c>GIT_SWARM_PLAN</c> names. The exit code says whether it did what it was asked.</remarks>
public sealed class CommandRunner : AgentRunner
{
    /// <summary>As people name it.</summary>
    public const string Id = "command";

    /// <inheritdoc/>
    public override string Name => Id;

    /// <inheritdoc/>
    /// <remarks>It is told the reminder once, for nobody knows what a turn of a command would be.</remarks>
    public override IReadOnlyDictionary<string, string> Support { get; } =
        FieldNames
            .InFiles.Where(f => f != FieldNames.CriticalReminder)
            .Append(FieldNames.Prompt)
            .ToDictionary(
                f => f,
                f =>
                    f is FieldNames.Prompt or FieldNames.Memory or FieldNames.InitialPrompt or FieldNames.Skills
                        ? "standard input"
                        : "in the plan",
                StringComparer.Ordinal
            );

    /// <inheritdoc/>
    public override RunnerCommand Command(LaunchPlan plan) => Of(plan, []);

    /// <inheritdoc/>
    public override RunnerCommand Continue(LaunchPlan plan, string? clientSession, string reason) => Of(plan, [reason]);

    /// <inheritdoc/>
    /// <remarks>A process of its own, in the same directory, told only what is new; what it wants to remember it writes down there.</remarks>
    public override RunnerCommand Next(LaunchPlan plan, string? clientSession, string text) =>
        Of(plan with { Prompt = plan.Prompt with { Messages = [new PromptPart(PromptKind.Task, text)] } }, []);

    /// <inheritdoc/>
    public override RunnerOutput Open(LaunchPlan plan) => new Output();

    private static RunnerCommand Of(LaunchPlan plan, string[] more) =>
        new("/bin/sh", ["-c", plan.Execution.Program])
        {
            Input = string.Join(
                "\n\n",
                [
                    .. plan.Prompt.SystemText() is { Length: > 0 } system ? [system] : (string[])[],
                    .. plan.Prompt.Messages.Select(m => m.Text),
                    .. more,
                ]
            ),
        };

    private sealed class Output : RunnerOutput
    {
        // Of more than this only the end is told: there the answer is. The transcript has all of it.
        private const int MostText = 256 * 1024;

        private readonly StringBuilder text = new();

        public override IEnumerable<RunEvent> Line(string line)
        {
            text.Append(line).Append('\n');
            if (text.Length > MostText)
            {
                text.Remove(0, text.Length - MostText);
            }
            yield return new RunEvent(RunEventKind.Text, line);
        }

        public override RunResult End(int exitCode, string lastErrors) =>
            new(
                exitCode == 0,
                text.ToString().Trim() is { Length: > 0 } said ? [said] : [],
                exitCode == 0 ? null : RunnerError.Of(exitCode, lastErrors),
                new RunUsage(null, 0)
            );
    }
}
