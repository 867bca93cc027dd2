using System.Text.Json.Serialization;
using GitSwarm.Agents.Runs;
using GitSwarm.Cli;
using GitSwarm.Teams;

namespace GitSwarm.Commands.Teams;

/// <summary>A team as JSON; the fields are those of docs/cli.md.</summary>
internal sealed record TeamBody(
    string Name,
    string Id,
    string? Description,
    string State,
    bool Local,
    string CloneId,
    string CreatedAt,
    string? EndedAt,
    LeadBody Lead,
    IReadOnlyList<MemberBody> Members
)
{
    public static TeamBody Of(Team team, RunBook? runs = null) =>
        new(
            team.Name,
            team.Record.Id,
            team.Record.Description,
            team.IsLive ? "live" : "ended",
            team.IsLocal,
            team.Ref.CloneId,
            Ages.Rfc3339(team.Record.Created),
            team.EndedAt is { } ended ? Ages.Rfc3339(ended) : null,
            new LeadBody(
                team.Record.LeadAgent,
                team.Record.Lead.Session,
                team.Lead?.Name ?? team.Record.Lead.Name,
                team.Lead?.State.ToString().ToLowerInvariant() ?? "gone",
                team.Lead?.Record.Task
            ),
            [.. team.Members.Select(m => MemberBody.Of(m, runs))]
        );
}

/// <summary>Who leads a team.</summary>
internal sealed record LeadBody(string AgentId, string Session, string Name, string State, string? Task);

/// <summary>Who is or was in a team.</summary>
internal sealed record MemberBody(
    string AgentId,
    string Name,
    string State,
    string Session,
    string? Type,
    string? Model,
    string? Mode,
    string? Runner,
    string? Color,
    IReadOnlyList<string> Subscriptions,
    string JoinedAt,
    string? LeftAt,
    string? Why,
    string? LastSeenAt,
    string? Task,
    string? Branch,
    IReadOnlyList<string> Touched,
    string? Backend,
    string? Pane,
    string? Directory,
    string? Run,
    string? RunState
)
{
    private const int FilesShown = 5;

    public static MemberBody Of(Teammate member, RunBook? runs)
    {
        var (r, session) = (member.Record, member.Session);
        var run = r.Local?.Run is { } id ? runs?.All.FirstOrDefault(x => x.Id == id) : null;
        return new MemberBody(
            r.AgentId,
            r.Name,
            member.State.ToString().ToLowerInvariant(),
            r.Session,
            r.Type,
            r.Model,
            r.Mode,
            r.Runner,
            r.Color,
            r.Subscriptions ?? [],
            Ages.Rfc3339(r.Joined),
            r.Left is { } left ? Ages.Rfc3339(left) : null,
            r.Why,
            session is null ? null : Ages.Rfc3339(session.LastSeen),
            r.Left is null ? session?.Record.Task : r.LastTask,
            session?.Record.Branch,
            [.. (session?.Touched?.Paths ?? []).Take(FilesShown).Select(p => p.Path)],
            r.Local?.Backend,
            r.Local?.Pane,
            r.Local?.Directory,
            r.Local?.Run,
            run?.State.Word()
        );
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    GenerationMode = JsonSourceGenerationMode.Serialization
)]
[JsonSerializable(typeof(TeamBody))]
[JsonSerializable(typeof(TeamBody[]))]
internal sealed partial class TeamContext : JsonSerializerContext;
