using System.Text;
using GitSwarm.Cli;
using GitSwarm.Teams;
using GitSwarm.Teams.Panes;

namespace GitSwarm.Commands.Teams;

/// <summary>Teams as text: aligned for a person, tab-separated for a program.</summary>
internal static class TeamText
{
    /// <summary>One team in one line.</summary>
    public static string Line(Team team, SwarmHost host)
    {
        var (lead, here) = (LeadOf(team), team.Present.Count());
        if (!host.Output.Terminal)
        {
            return Row(
                "team",
                team.Name,
                team.IsLive ? "live" : "ended",
                lead,
                Ages.Rfc3339(team.Record.Created),
                team.EndedAt is { } e ? Ages.Rfc3339(e) : "",
                $"{here}",
                team.IsLocal ? "" : team.Ref.CloneId,
                team.Record.Description
            );
        }
        var head = $"{Called(team), -16}  {Standing(team, host)}  ";
        var members = here == 1 ? "1 member" : $"{here} members";
        var rest = $"led by {lead}, {members}{(team.Record.Description is { } d ? $"  {d}" : "")}";
        return host.Output.Style.Bold(head) + Columns.Cut(rest, Math.Max(20, host.Output.Width - head.Length)) + "\n";
    }

    /// <summary>Everything about one team.</summary>
    public static string Full(Team team, SwarmHost host, TeamBody body)
    {
        if (!host.Output.Terminal)
        {
            return Line(team, host)
                + string.Concat(
                    body.Members.Select(m =>
                        Row(
                            "member",
                            m.Name,
                            m.State,
                            m.Session,
                            m.JoinedAt,
                            m.LeftAt,
                            m.LastSeenAt,
                            m.Type,
                            m.Runner,
                            m.Branch,
                            m.Task,
                            m.Why
                        )
                    )
                );
        }
        var style = host.Output.Style;
        var text = new StringBuilder(style.Bold($"team {Called(team)}")).Append($"  {Standing(team, host)}\n");
        if (team.Record.Description is { } description)
        {
            text.Append(Columns.Below(description, host.Output.Width));
        }
        text.Append('\n');
        Who(text, host, $"{LeadOf(team)} (lead)", body.Lead.State, null, null, body.Lead.Task);
        foreach (var (member, shown) in team.Members.Zip(body.Members))
        {
            Add(text, host, member, shown);
        }
        return text.ToString();
    }

    private static void Add(StringBuilder text, SwarmHost host, Teammate member, MemberBody body)
    {
        var since = member.Record.Left ?? (member.State == MemberState.Starting ? member.Record.Joined : member.Session?.LastSeen);
        string?[] kind = [body.Type, body.Runner == body.Type ? null : body.Runner, body.Model, body.Mode, body.Branch];
        Who(text, host, body.Name, body.State, since, string.Join(", ", kind.OfType<string>().Select(k => Texts.Cut(k, 40))), body.Task);
        string?[] more =
        [
            body.Why is { } why ? Texts.Cut(why, 120) : null,
            body.Touched.Count > 0 ? $"changed {string.Join(" ", body.Touched.Select(t => Texts.Cut(t, 60)))}" : null,
            body.RunState is { } state ? $"run {ShortId.Of(body.Run!)} {state}" : null,
            body.Pane is { } pane && member.IsHere
                ? $"pane {Texts.Cut(new Pane(pane, null, null).LocalId, 40)} of {Texts.Cut(body.Backend ?? "?", 20)}"
                : null,
        ];
        foreach (var line in more.OfType<string>())
        {
            text.Append("    ").Append(Columns.Cut(line, Math.Max(36, host.Output.Width - 4))).Append('\n');
        }
    }

    private static void Who(
        StringBuilder text,
        SwarmHost host,
        string name,
        string state,
        DateTimeOffset? since,
        string? kind,
        string? task
    )
    {
        var head = $"{Texts.Cut(name, 30), -20}  {$"{state}{(since is { } at ? $" {Ages.Ago(at, host.Now)}" : "")}", -12}  ";
        var about = string.Join("  ", new[] { kind, task }.Where(t => t is { Length: > 0 }));
        head = about.Length == 0 ? head.TrimEnd() : head;
        text.Append(host.Output.Style.Bold(head)).Append(Columns.Cut(about, Math.Max(20, host.Output.Width - head.Length))).Append('\n');
    }

    private static string Called(Team team) => Texts.Cut(team.IsLocal ? team.Name : $"{team.Name}@{team.Ref.CloneId}", 40);

    private static string LeadOf(Team team) => Texts.Cut(team.Lead?.Name ?? team.Record.Lead.Name, 30);

    private static string Standing(Team team, SwarmHost host) =>
        team.EndedAt is { } ended ? $"ended {Ages.Ago(ended, host.Now)} ago"
        : team.IsLocal ? "live"
        : $"live, as of {Ages.Ago(team.Lead!.LastSeen, host.Now)} ago";

    private static string Row(params string?[] fields) => string.Join('\t', fields.Select(f => Texts.OneLine(f ?? ""))) + "\n";
}
