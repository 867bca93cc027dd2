using System.CommandLine;
using System.Text;
using System.Text.Json.Serialization;
using GitSwarm.Claims;
using GitSwarm.Cli;
using GitSwarm.Git;
using GitSwarm.Sessions;

namespace GitSwarm.Commands;

/// <summary><c>git swarm worktrees</c>: the work trees, with who works there and on what.</summary>
internal static class WorktreesCommand
{
    public static Command Create(Runner run)
    {
        var command = new Command("worktrees", "The work trees, with who works there and on what");
        run.On(
            command,
            (host, _) =>
            {
                var book = host.Claims.Read();
                var claims = book.InForce.ToLookup(c => (c.Ref.CloneId, c.Ref.Stream));
                var rows = Worktree
                    .List(host.Repository)
                    .Select(w =>
                        (
                            Worktree: w,
                            Here: book.Roster.Live.Where(s => s.IsLocal && !s.IsMuted && s.Process is { } p && p.Worktree == w.Id)
                                .Select(s => (Session: s, Claims: claims[(s.Ref.CloneId, s.Id)].ToList()))
                                .ToList()
                        )
                    );
                host.Output.Answer(
                    host.Output.Json
                        ? System.Text.Json.JsonSerializer.Serialize(
                            [.. rows.Select(r => Body(r.Worktree, r.Here))],
                            WorktreesContext.Default.WorktreesBodyArray
                        ) + "\n"
                        : Text(host, [.. rows])
                );
                return ExitCode.Yes;
            }
        );
        return command;
    }

    private static string Text(SwarmHost host, List<(Worktree Worktree, List<(Session Session, List<Claim> Claims)> Here)> rows)
    {
        var text = new StringBuilder();
        var paths = rows.Select(r => host.Output.Terminal ? Path.GetRelativePath(host.Directory, r.Worktree.Path) : r.Worktree.Path)
            .ToList();
        var branches = rows.Select(r => r.Worktree.Branch ?? "(detached)").ToList();
        for (var i = 0; i < rows.Count; i++)
        {
            var who = rows[i].Here.Count == 0 ? "(no session)" : string.Join("; ", rows[i].Here.Select(h => Who(h.Session, h.Claims)));
            var gone = rows[i].Worktree.Exists ? "" : " (removed)";
            text.Append(
                host.Output.Terminal
                    ? $"{Texts.OneLine(paths[i]).PadRight(paths.Max(p => p.Length))}  {Texts.OneLine(branches[i]).PadRight(branches.Max(b => b.Length))}  {who}{gone}\n"
                    : $"{Texts.OneLine(paths[i])}\t{Texts.OneLine(branches[i])}\t{who}{gone}\n"
            );
        }
        return text.ToString();
    }

    private static string Who(Session session, List<Claim> claims)
    {
        var task = session.Record.Task is { } t ? ": " + Texts.Cut(t, 80) : "";
        return Texts.Cut(session.Name, 30) + task + (StatusText.Claims(claims) is { } text ? $" ({text})" : "");
    }

    private static WorktreesBody Body(Worktree w, List<(Session Session, List<Claim> Claims)> here) =>
        new(w.Id, w.Path, w.Branch, w.Exists, [.. here.Select(h => Body(h.Session, h.Claims))]);

    private static WorkerBody Body(Session s, List<Claim> claims) =>
        new(
            s.Id,
            s.Name,
            s.Record.Client,
            s.Record.Branch,
            s.Record.Task,
            s.Record.Parent,
            Ages.Rfc3339(s.Record.Started),
            null,
            [.. claims.Select(c => OwnClaimBody.Of(c.Record))]
        );
}

internal sealed record WorktreesBody(string? Id, string Path, string? Branch, bool Exists, IReadOnlyList<WorkerBody> Sessions);

/// <summary>A session as the commands that change it answer, and what it claims.</summary>
internal sealed record WorkerBody(
    string Id,
    string Name,
    string Client,
    string? Branch,
    string? Task,
    string? Parent,
    string StartedAt,
    string? EndedAt,
    IReadOnlyList<OwnClaimBody> Claims
);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    GenerationMode = JsonSourceGenerationMode.Serialization
)]
[JsonSerializable(typeof(WorktreesBody[]))]
internal sealed partial class WorktreesContext : JsonSerializerContext;
