using System.Text;
using System.Text.Json;
using GitSwarm.Agents.Commands;
using GitSwarm.Agents.Plans;
using GitSwarm.Clients;

namespace GitSwarm.Agents.Runs;

/// <summary>Runs the hooks of a run that no client would: <c>SubagentStart</c>, <c>SubagentStop</c>, and the check of its result ([H1]).</summary>
/// <remarks>
/// To its client the agent is a session of its own and no subagent, so these events never come up there. Each is run here
/// exactly once. A hook that fails, or takes too long, is told in the transcript and keeps nothing from going on.
/// </remarks>
/// <param name="plan">The plan.</param>
/// <param name="variables">Every variable they see.</param>
/// <param name="tell">Takes what went wrong, in one line.</param>
/// <param name="stop">Ends them.</param>
public sealed class AgentHooks(LaunchPlan plan, IReadOnlyDictionary<string, string> variables, Action<string> tell, CancellationToken stop)
{
    /// <summary>How often the end may be put off.</summary>
    public const int MostBlocks = 8;

    /// <summary>How long a hook may take.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private const int Blocked = 2;
    private const int LongestContext = 16 * 1024;

    /// <summary>Runs SubagentStart; it adds context and cannot block.</summary>
    public IReadOnlyList<PromptPart> Started()
    {
        var contexts = new List<PromptPart>();
        foreach (var command in plan.Hooks.Start)
        {
            if (Run(command, "SubagentStart", _ => { }) is { Ok: true } outcome && Json(outcome) is { } answer)
            {
                contexts.AddRange(ContextsOf(answer).Select(c => new PromptPart(PromptKind.Hook, Cut(c))));
            }
        }
        return contexts;
    }

    /// <summary>Runs SubagentStop.</summary>
    /// <param name="content">What the agent said at the end.</param>
    /// <param name="again">True where it was put off before.</param>
    /// <returns>Why it may not be done; null where it may.</returns>
    public string? Stopping(IReadOnlyList<string> content, bool again)
    {
        string? why = null;
        foreach (var command in plan.Hooks.Stop)
        {
            var outcome = Run(
                command,
                "SubagentStop",
                json =>
                {
                    json.WriteBoolean("stop_hook_active", again);
                    json.WriteString("last_assistant_message", Cut(string.Join("\n\n", content)));
                }
            );
            why ??= outcome is null ? null : ReasonOf(outcome);
        }
        return why;
    }

    /// <summary>Lets <c>swarm.handoffCheck</c> look at the result; where it fails, so has the run.</summary>
    public Verdict HandedOff(Verdict verdict)
    {
        if (plan.Execution.HandoffCheck is not { } command)
        {
            return verdict;
        }
        var outcome = UserCommand.Run(
            command,
            plan.Context.Directory,
            variables,
            Encoding.UTF8.GetBytes(string.Join("\n\n", verdict.Content)),
            CheckLimit,
            stop
        );
        return outcome.Ok ? verdict : verdict with { State = RunState.Failed, Error = $"swarm.handoffCheck {outcome.Failure(CheckLimit)}" };
    }

    private static TimeSpan CheckLimit => TimeSpan.FromMinutes(2);

    private CommandOutcome? Run(string command, string name, Action<Utf8JsonWriter> more)
    {
        try
        {
            var outcome = UserCommand.Run(command, plan.Context.Directory, variables, Input(name, more), Limit, stop);
            if (outcome is { Ok: false } and not { ExitCode: Blocked })
            {
                tell($"the {name} hook '{Texts.Cut(command, 60)}' {outcome.Failure(Limit)}");
            }
            return outcome;
        }
        catch (SwarmException error)
        {
            tell($"the {name} hook: {error.Message}");
            return null;
        }
    }

    private byte[] Input(string name, Action<Utf8JsonWriter> more)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("hook_event_name", name);
            json.WriteString("session_id", plan.Identity.Parent ?? plan.Identity.Id);
            json.WriteString("agent_id", plan.Identity.Id);
            json.WriteString("agent_type", plan.Identity.Agent);
            json.WriteString("cwd", plan.Context.Directory);
            json.WriteString("description", plan.Identity.Description);
            more(json);
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }

    private static string? ReasonOf(CommandOutcome outcome)
    {
        if (outcome.ExitCode == Blocked)
        {
            return outcome.Tail.Trim() is { Length: > 0 } said ? Cut(said) : "a SubagentStop hook says that it is not done";
        }
        return Json(outcome) is { } answer && Text(answer, "decision") == "block"
            ? Cut(Text(answer, "reason") ?? "a SubagentStop hook says that it is not done")
            : null;
    }

    private static IEnumerable<string> ContextsOf(JsonElement answer)
    {
        if (answer.TryGetProperty("additionalContexts", out var several) && several.ValueKind == JsonValueKind.Array)
        {
            foreach (var text in several.EnumerateArray().Where(t => t.ValueKind == JsonValueKind.String))
            {
                yield return text.GetString()!;
            }
        }
        if (
            answer.TryGetProperty("hookSpecificOutput", out var specific)
            && specific.ValueKind == JsonValueKind.Object
            && Text(specific, "additionalContext") is { } one
        )
        {
            yield return one;
        }
    }

    private static JsonElement? Json(CommandOutcome outcome)
    {
        try
        {
            var answer = WholeJson.Parse(outcome.Output);
            return answer.ValueKind == JsonValueKind.Object ? answer : null;
        }
        catch (JsonException)
        {
            // It said something else, which is no answer.
            return null;
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Cut(string text) => text.Length > LongestContext ? text[..LongestContext] + "…" : text;
}
