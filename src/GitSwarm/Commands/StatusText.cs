using System.Text;
using GitSwarm.Claims;
using GitSwarm.Cli;
using GitSwarm.Sessions;
using GitSwarm.Status;

namespace GitSwarm.Commands;

/// <summary>A status report as text: aligned for a person, tab-separated for a program.</summary>
internal static class StatusText
{
    private const int FilesShown = 4;
    private const int ClaimsShown = 3;

    public static string ForTerminal(StatusReport report, SwarmHost host)
    {
        var style = host.Output.Style;
        var text = new StringBuilder(Headline(report, host)).Append('\n');
        if (report.Sessions.Count == 0 && report.Unattended.Count == 0)
        {
            return text.Append("nobody is here; start with 'git swarm join'\n").ToString();
        }
        var (others, teams) = StatusTeams.Split(report.Sessions);
        List<RowText> rows =
        [
            .. others.Select(s => Row(s, host)),
            .. report.Unattended.Select(u => Row(u, host)),
            .. teams.SelectMany(t => t.Sessions.Select((s, n) => Row(s, host) with { Heading = n == 0 ? t.Heading : null })),
        ];
        var widths = Enumerable.Range(0, 5).Select(i => rows.Max(r => r.Cells[i].Length)).ToArray();
        text.Append('\n');
        foreach (var row in rows)
        {
            if (row.Heading is { } heading)
            {
                text.Append($"{(row == rows[0] ? "" : "\n")}{style.Bold(heading)}\n");
            }
            var line = string.Join("  ", row.Cells.Select((c, i) => c.PadRight(widths[i])));
            var full = Texts.Cut($"{line}  {row.Task}".TrimEnd(), Math.Max(40, host.Output.Width - 2));
            text.Append(
                $"{row.Mark} {(row.Dim ? style.Dim(full) : full.Length >= widths[0] ? style.Bold(full[..widths[0]]) + full[widths[0]..] : full)}\n"
            );
            AppendFiles(text, row, host);
        }
        AppendOverlaps(text, report, style);
        foreach (var problem in report.Problems)
        {
            text.Append($"\n{style.Yellow("!")} {problem.Name}: {Texts.Cut(problem.Reason, 100)}; see 'git swarm doctor'");
        }
        return text.Append(report.Problems.Count > 0 ? "\n" : "").ToString();
    }

    public static string ForPipe(StatusReport report)
    {
        var text = new StringBuilder();
        void Line(params string?[] fields) => text.Append(string.Join('\t', fields.Select(f => Texts.OneLine(f ?? "")))).Append('\n');
        foreach (var s in report.Sessions)
        {
            var record = s.Session.Record;
            Line(
                "session",
                s.Session.Id,
                s.Session.Name,
                record.Client,
                StateName(s),
                s.Branch,
                s.Worktree,
                Ages.Rfc3339(s.LastSeen),
                record.Task
            );
            if (StatusTeams.SeatOf(s.Session) is { } seat)
            {
                Line("team", s.Session.Id, seat.Team, seat.Member);
            }
            foreach (var file in s.Files)
            {
                Line(
                    "file",
                    s.Session.Id,
                    file.Path,
                    file.At is { } at ? Ages.Rfc3339(at) : "",
                    file.Uncommitted ? "uncommitted" : "committed"
                );
            }
            foreach (var claim in s.Claims)
            {
                Line("claim", s.Session.Id, claim.Pattern.Text, claim.IsShared ? "shared" : "exclusive", Ages.Rfc3339(claim.Record.Until));
            }
        }
        foreach (var unattended in report.Unattended)
        {
            Line("worktree", unattended.Worktree.Path, unattended.Branch, $"{unattended.Files.Count}");
        }
        foreach (var overlap in report.Overlaps)
        {
            Line("overlap", overlap.Path, overlap.Kind, string.Join(' ', overlap.Sessions));
        }
        return text.ToString();
    }

    /// <summary>The state as scripts see it.</summary>
    public static string StateName(SessionStatus status) => status.Session.State.ToString().ToLowerInvariant();

    /// <summary>What somebody asked to have, as far as it fits; null for nothing. What an edit took is listed as the file already.</summary>
    public static string? Claims(IReadOnlyList<Claim> claims)
    {
        var asked = claims.Where(c => !c.IsAuto).Select(c => Texts.Cut(c.Pattern.Text, 60)).ToList();
        var more = asked.Count > ClaimsShown ? $" +{asked.Count - ClaimsShown}" : "";
        return asked.Count == 0 ? null : $"claims {string.Join(' ', asked.Take(ClaimsShown))}{more}";
    }

    private sealed record RowText(
        string Mark,
        string[] Cells,
        string Task,
        IReadOnlyList<FileActivity> Files,
        IReadOnlyList<Claim> Claims,
        bool Dim
    )
    {
        /// <summary>What stands above it, where it is the first of a team.</summary>
        public string? Heading { get; init; }
    }

    private static string Headline(StatusReport report, SwarmHost host)
    {
        var live = report.Sessions.Count(s => s.Session.IsLive);
        var parts = new List<string> { $"{Count(live, "session")} in {Texts.OneLine(host.Repository.Name)}" };
        if (report.Overlaps.Count > 0)
        {
            parts.Add(Count(report.Overlaps.Count, "overlap"));
        }
        if (report.UnreadMail > 0)
        {
            parts.Add($"{report.UnreadMail} unread (git swarm inbox)");
        }
        if (report.UnreadNotes > 0)
        {
            parts.Add($"{Count(report.UnreadNotes, "new note")} (git swarm notes --unread)");
        }
        return string.Join(" · ", parts);
    }

    private static RowText Row(SessionStatus s, SwarmHost host)
    {
        var record = s.Session.Record;
        var style = host.Output.Style;
        // Of another clone this is what we know, and since when.
        var seen = (s.Session.IsLocal ? "" : "as of ") + Ages.Ago(s.LastSeen, host.Now);
        var name =
            (record.Parent is null ? "" : "└ ")
            + Texts.Cut(s.Session.IsLocal ? s.Session.Name : $"{s.Session.Name}@{record.Host}", 30)
            + (StatusTeams.IsLead(s.Session) ? " (lead)" : "")
            + (s.IsMe ? " (you)" : "");
        var place =
            s.WorktreeGone ? "(removed)"
            : s.Worktree is { } path ? Relative(host, path)
            : s.Session.IsLocal ? "(no work tree)"
            : $"@{Texts.Cut(record.Host ?? "?", 20)}";
        var mark = s.Session.State switch
        {
            SessionState.Active => style.Green("●"),
            SessionState.Idle => "○",
            SessionState.Stale => style.Dim("◌"),
            _ => style.Dim("×"),
        };
        var age = s.Session.State == SessionState.Active ? seen : $"{StateName(s)} {seen}";
        return new RowText(
            mark,
            [name, Texts.Cut(record.Client, 10), Texts.Cut(s.Branch ?? "(detached)", 40), place, age],
            record.Task ?? "",
            s.Files,
            s.Claims,
            !s.Session.IsLive
        );
    }

    private static RowText Row(UnattendedWorktree u, SwarmHost host) =>
        new(
            " ",
            ["(no session)", "", Texts.Cut(u.Branch ?? "(detached)", 40), Relative(host, u.Worktree.Path), ""],
            "",
            u.Files,
            [],
            Dim: true
        );

    private static void AppendFiles(StringBuilder text, RowText row, SwarmHost host)
    {
        var parts = row
            .Files.Take(FilesShown)
            .Select(f => $"{Texts.Cut(f.Path, 60)} {host.Output.Style.Dim(f.At is { } at ? Ages.Ago(at, host.Now) : "deleted")}")
            .ToList();
        if (row.Files.Count > FilesShown)
        {
            parts.Add($"+{row.Files.Count - FilesShown}");
        }
        if (Claims(row.Claims) is { } claims)
        {
            parts.Add(claims);
        }
        if (parts.Count > 0)
        {
            text.Append($"    {string.Join("   ", parts)}\n");
        }
    }

    private static void AppendOverlaps(StringBuilder text, StatusReport report, Style style)
    {
        if (report.Overlaps.Count > 0)
        {
            text.Append('\n');
        }
        foreach (var overlap in report.Overlaps)
        {
            text.Append($"{style.Yellow("!")} {Texts.Cut(overlap.Path, 60)}   {What(overlap, report)}\n");
        }
    }

    private static string What(Overlap overlap, StatusReport report)
    {
        var who = report.Sessions.Where(s => overlap.Sessions.Contains(s.Session.Id)).ToList();
        if (overlap.Holder is { } holder)
        {
            var name = who.Find(s => s.Session.Id == holder) is { } held ? Who.Name(held.Session) : Texts.Cut(holder, 30);
            return $"{Listed([.. who.Where(s => s.Session.Id != holder).Select(s => Who.Name(s.Session))])} changed it, {name} claims it";
        }
        return $"{Listed([.. who.Select(s => Who.Name(s.Session)).Order(StringComparer.Ordinal)])} changed it{Merging(overlap)}";
    }

    private static string Merging(Overlap overlap) =>
        overlap.MergesCleanly switch
        {
            null => "",
            true => "; merges cleanly",
            false when overlap.Lines.Count == 0 => "; merging would conflict",
            false => $"; merging would conflict at {ConflictsText.Numbers(overlap.Lines)}",
        };

    private static string Relative(SwarmHost host, string path) => Texts.OneLine(Path.GetRelativePath(host.Directory, path));

    private static string Count(int n, string noun) => n == 1 ? $"1 {noun}" : $"{n} {noun}s";

    private static string Listed(List<string> names) =>
        names.Count == 1 ? names[0]
        : names.Count == 2 ? $"{names[0]} and {names[1]} both"
        : string.Join(", ", names.Take(names.Count - 1)) + $" and {names[^1]} all";
}
