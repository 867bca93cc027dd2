using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using GitSwarm.Delivery;
using GitSwarm.Mail;

namespace GitSwarm.Agents.Runs;

/// <summary>What a parent is told about a run that is on.</summary>
public sealed record ProgressNotice
{
    /// <summary>The run.</summary>
    public required string TaskId { get; init; }

    /// <summary>What it is for.</summary>
    public required string Description { get; init; }

    /// <summary>How long it is at it.</summary>
    public long DurationMs { get; init; }

    /// <summary>Calls of tools so far.</summary>
    public int ToolUses { get; init; }

    /// <summary>Tokens so far.</summary>
    public long? Tokens { get; init; }

    /// <summary>What it did last.</summary>
    public string? Doing { get; init; }

    /// <summary>In one line.</summary>
    public string Summary()
    {
        var minutes = Math.Max(1, DurationMs / 60_000);
        var tokens = Tokens is { } t ? string.Create(CultureInfo.InvariantCulture, $", {t:N0} tokens") : "";
        var tools = ToolUses > 0 ? string.Create(CultureInfo.InvariantCulture, $", {ToolUses} tools") : "";
        var doing = Doing is { Length: > 0 } last ? $"; last: {Texts.Cut(last, 120)}" : "";
        return $"Agent \"{Texts.Cut(Description, 120)}\" is at work for {minutes}m{tools}{tokens}{doing}";
    }

    /// <summary>Reads the fields of a message; null where they are none of such a notice.</summary>
    public static ProgressNotice? Read(JsonElement? fields)
    {
        try
        {
            return fields is { ValueKind: JsonValueKind.Object } given ? given.Deserialize(ProgressJson.Default.ProgressNotice) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What waits without what is out of date: of a run only the newest is told, and none beside the message about its end.</summary>
    /// <remarks>Those left out count as dealt with once anything is recorded.</remarks>
    public static Scanned<MailLine> Latest(Scanned<MailLine> waiting)
    {
        if (!waiting.Lines.Any(w => w.Line.Type == MailLine.TaskProgress))
        {
            return waiting;
        }
        // Both come from the outbox of the run's own session.
        var last = waiting
            .Lines.Where(w => IsOfRun(w.Line))
            .GroupBy(w => w.Segment.Feed)
            .ToDictionary(g => g.Key, g => g.Max(w => w.Line.Seq));
        return waiting with
        {
            Lines = [.. waiting.Lines.Where(w => w.Line.Type != MailLine.TaskProgress || w.Line.Seq == last[w.Segment.Feed])],
        };
    }

    private static bool IsOfRun(MailLine line) => line.Type is MailLine.TaskProgress or MailLine.TaskNotification;
}

/// <summary>How such notices travel: as the fields of a message.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true
)]
[JsonSerializable(typeof(ProgressNotice))]
internal sealed partial class ProgressJson : JsonSerializerContext;
