using System.Globalization;
using System.Text;
using GitSwarm.Mail;

namespace GitSwarm.Agents.Runs;

/// <summary>What a parent is told about the end of a run.</summary>
/// <remarks>Sent as fields, and made into XML only where it is shown: so no text of anybody can pose as one ([N2]).</remarks>
public sealed record TaskNotice
{
    /// <summary>The type of such messages.</summary>
    public const string Type = MailLine.TaskNotification;

    /// <summary>Bytes of the result that are told, escaped; the output file has all of it.</summary>
    public const int MostResult = 4 * 1024;

    /// <summary>The run.</summary>
    public required string TaskId { get; init; }

    /// <summary>The client's id of the call that launched it.</summary>
    public string? ToolUseId { get; init; }

    /// <summary>The transcript.</summary>
    public string? OutputFile { get; init; }

    /// <summary><c>completed</c>, <c>failed</c> or <c>killed</c>.</summary>
    public required string Status { get; init; }

    /// <summary>What it was for.</summary>
    public required string Description { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Error { get; init; }

    /// <summary>What it said at the end.</summary>
    public string? Result { get; init; }

    /// <summary>Tokens used.</summary>
    public long? Tokens { get; init; }

    /// <summary>Calls of tools.</summary>
    public int? ToolUses { get; init; }

    /// <summary>How long it took.</summary>
    public long? DurationMs { get; init; }

    /// <summary>The worktree that was kept.</summary>
    public string? WorktreePath { get; init; }

    /// <summary>Its branch.</summary>
    public string? WorktreeBranch { get; init; }

    /// <summary>In one line: <c>Agent "D" completed</c>, <c>… failed: why</c>, <c>… was stopped</c>.</summary>
    public string Summary =>
        $"Agent \"{Texts.Cut(Description, 120)}\" "
        + Status switch
        {
            "completed" => "completed",
            "killed" => "was stopped",
            _ => $"failed: {Texts.Cut(Error ?? "no reason given", 200)}",
        };

    /// <summary>The notice of a run that is over.</summary>
    /// <param name="run">The run.</param>
    /// <param name="content">Its result, in blocks.</param>
    public static TaskNotice Of(RunRecord run, IReadOnlyList<string> content) =>
        new()
        {
            TaskId = run.Id,
            ToolUseId = run.ToolUse,
            OutputFile = run.OutputFile,
            // Lost notifies as failed ([N1]).
            Status = run.State is RunState.Completed or RunState.Killed ? run.State.Word() : "failed",
            Description = run.Description,
            Error = run.Error,
            Result = Cut(string.Join("\n\n", content)),
            Tokens = run.Tokens,
            ToolUses = run.ToolUses,
            DurationMs = (long)((run.Ended ?? run.At) - run.Launched).TotalMilliseconds,
            WorktreePath = run.Kept is null ? null : run.Directory,
            WorktreeBranch = run.Kept is null ? null : BranchOf(run),
        };

    /// <summary>What a message says to people and models: its text, the XML of a notice, or how far a run is; null where it is none of them.</summary>
    public static string? TextOf(MailLine line) =>
        line.Type switch
        {
            Type => TaskNoticeJson.Read(line.Fields)?.Xml(),
            MailLine.TaskProgress => ProgressNotice.Read(line.Fields)?.Summary(),
            MailLine.IdleNotification => Members.IdleNotice.Read(line)?.Plain(),
            _ => line.Text,
        };

    /// <summary>The same for people who read it on a terminal.</summary>
    public string Plain()
    {
        var kept = WorktreePath is { } path ? $"\nkept {path}" : "";
        var file = OutputFile is { } output ? $"\nall of it: {output}" : "";
        return $"{Summary}\n{Result}{kept}{file}";
    }

    /// <summary>The XML of docs/agents.md; empty elements are left out.</summary>
    public string Xml()
    {
        var xml = new StringBuilder("<task-notification>");
        Element(xml, "task-id", TaskId);
        Element(xml, "tool-use-id", ToolUseId);
        Element(xml, "output-file", OutputFile);
        Element(xml, "status", Status);
        Element(xml, "summary", Summary);
        Element(xml, "result", Result is { } r ? Cut(r) : null);
        Group(xml, "usage", ("total-tokens", Number(Tokens)), ("tool-uses", Number(ToolUses)), ("duration-ms", Number(DurationMs)));
        Group(xml, "worktree", ("worktree-path", WorktreePath), ("worktree-branch", WorktreeBranch));
        return xml.Append("</task-notification>").ToString();
    }

    /// <summary>The branch of a run's worktree, as its maker wrote it down.</summary>
    public static string? BranchOf(RunRecord run) =>
        run.Worktree is { ValueKind: System.Text.Json.JsonValueKind.Object } worktree
        && worktree.TryGetProperty("branch", out var branch)
        && branch.ValueKind == System.Text.Json.JsonValueKind.String
            ? branch.GetString()
            : null;

    private static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static void Group(StringBuilder xml, string name, params (string Name, string? Text)[] parts)
    {
        if (parts.Any(p => p.Text is { Length: > 0 }))
        {
            xml.Append('<').Append(name).Append('>');
            foreach (var part in parts)
            {
                Element(xml, part.Name, part.Text);
            }
            xml.Append("</").Append(name).Append('>');
        }
    }

    private static void Element(StringBuilder xml, string name, string? text)
    {
        if (text is { Length: > 0 })
        {
            xml.Append('<').Append(name).Append('>').Append(Texts.Markup(text)).Append("</").Append(name).Append('>');
        }
    }

    /// <summary>Cut so that it is short enough once it is escaped: whoever writes nothing but ampersands must not take five times the room.</summary>
    private static string Cut(string text)
    {
        const string More = "\n… (cut; the output file has all of it)";
        if (Size(text) <= MostResult)
        {
            return text;
        }
        var (low, high) = (0, Math.Min(text.Length, MostResult));
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = Size(text[..middle]) <= MostResult - More.Length - 2 ? (middle, high) : (low, middle - 1);
        }
        return text[..(low > 0 && char.IsHighSurrogate(text[low - 1]) ? low - 1 : low)] + More;
    }

    private static int Size(string text) => Encoding.UTF8.GetByteCount(Texts.Markup(text));
}
