using System.Text.Json;
using System.Text.Json.Serialization;
using GitSwarm.Cli;
using GitSwarm.Sessions;
using GitSwarm.Status;

namespace GitSwarm.Commands;

/// <summary>A status report as JSON; the fields are those of docs/cli.md.</summary>
internal static class StatusJson
{
    public static string Text(StatusReport report, SwarmHost host)
    {
        var body = new StatusBody(
            1,
            new RepositoryBody(host.Repository.Name, host.Repository.CommonDir),
            report.Me,
            [.. report.Sessions.Select(Of)],
            [.. report.Unattended.Select(u => new WorktreeBody(u.Worktree.Path, u.Branch, [.. u.Files.Select(Of)]))],
            [
                .. report.Overlaps.Select(o => new OverlapBody(
                    o.Path,
                    o.Sessions,
                    o.Kind,
                    o.MergesCleanly,
                    [.. o.Lines.Select(l => new LinesBody(l.First, l.Last))]
                )),
            ],
            new UnreadBody(report.UnreadMail, report.UnreadNotes),
            [.. report.Problems.Select(p => new ProblemBody(p.Name.Value, p.Reason))]
        );
        return JsonSerializer.Serialize(body, StatusContext.Default.StatusBody) + "\n";
    }

    private static SessionBody Of(SessionStatus s) =>
        new(
            s.Session.Id,
            s.Session.Name,
            s.Session.Record.Client,
            s.Session.Record.Host,
            s.Session.IsLocal,
            StatusText.StateName(s),
            s.Branch,
            s.Head.IsNone ? null : s.Head.Hex,
            s.Worktree,
            s.Session.Record.Task,
            Ages.Rfc3339(s.Session.Record.Started),
            Ages.Rfc3339(s.LastSeen),
            [.. s.Files.Select(Of)],
            [.. s.Claims.Select(c => OwnClaimBody.Of(c.Record))],
            s.Session.Record.Parent,
            s.Session.IsLocal ? null : Ages.Rfc3339(s.LastSeen),
            s.Session.Record.Team is { Left: null } seat ? new SeatBody(seat.Team, seat.Member, seat.Color) : null,
            s.Session.Record.Channels?.Select(c => c.Channel).ToList()
        );

    private static FileBody Of(FileActivity f) => new(f.Path, f.At is { } at ? Ages.Rfc3339(at) : null, f.Uncommitted);

    /// <summary>One session's record, as the commands that change it answer.</summary>
    public static RecordBody Of(SessionRecord r) =>
        new(r.Id, r.Name, r.Client, r.Branch, r.Task, r.Parent, Ages.Rfc3339(r.Started), r.Ended is { } e ? Ages.Rfc3339(e) : null);
}

internal sealed record StatusBody(
    int Version,
    RepositoryBody Repository,
    string? Me,
    IReadOnlyList<SessionBody> Sessions,
    IReadOnlyList<WorktreeBody> Worktrees,
    IReadOnlyList<OverlapBody> Overlaps,
    UnreadBody Unread,
    IReadOnlyList<ProblemBody> Problems
);

internal sealed record RepositoryBody(string Name, string CommonDir);

internal sealed record SessionBody(
    string Id,
    string Name,
    string Client,
    string? Host,
    bool Local,
    string State,
    string? Branch,
    string? Head,
    string? Worktree,
    string? Task,
    string StartedAt,
    string LastSeenAt,
    IReadOnlyList<FileBody> Touched,
    IReadOnlyList<OwnClaimBody> Claims,
    string? Parent,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? AsOf,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SeatBody? Team,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Channels
);

internal sealed record SeatBody(
    string Name,
    string Member,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Color
);

internal sealed record FileBody(string Path, string? At, bool Uncommitted);

internal sealed record WorktreeBody(string Path, string? Branch, IReadOnlyList<FileBody> Changed);

internal sealed record OverlapBody(
    string Path,
    IReadOnlyList<string> Sessions,
    string Kind,
    bool? MergesCleanly,
    IReadOnlyList<LinesBody> Lines
);

internal sealed record UnreadBody(int Mail, int Notes);

internal sealed record ProblemBody(string Ref, string Reason);

internal sealed record RecordBody(
    string Id,
    string Name,
    string Client,
    string? Branch,
    string? Task,
    string? Parent,
    string StartedAt,
    string? EndedAt
);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    GenerationMode = JsonSourceGenerationMode.Serialization
)]
[JsonSerializable(typeof(StatusBody))]
[JsonSerializable(typeof(RecordBody))]
internal sealed partial class StatusContext : JsonSerializerContext;
