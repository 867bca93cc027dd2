using System.CommandLine;
using System.Text;
using System.Text.Json.Serialization;
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
                var roster = host.Sessions.Read();
                var rows = Worktree
                    .List(host.Repository)
                    .Select(w =>
                        (
                            Worktree: w,
                            Here: roster.Live.Where(s => s.IsLocal && !s.IsMuted && s.Process is { } p && p.Worktree == w.Id).ToList()
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

    private static string Text(SwarmHost host, List<(Worktree Worktree, List<Session> Here)> rows)
    {
        var text = new StringBuilder();
        var paths = rows.Select(r => host.Output.Terminal ? Path.GetRelativePath(host.Directory, r.Worktree.Path) : r.Worktree.Path)
            .ToList();
        var branches = rows.Select(r => r.Worktree.Branch ?? "(detached)").ToList();
        for (var i = 0; i < rows.Count; i++)
        {
            var who =
                rows[i].Here.Count == 0
                    ? "(no session)"
                    : string.Join(
                        "; ",
                        rows[i].Here.Select(s => Texts.Cut(s.Name, 30) + (s.Record.Task is { } t ? ": " + Texts.Cut(t, 80) : ""))
                    );
            var gone = rows[i].Worktree.Exists ? "" : " (removed)";
            text.Append(
                host.Output.Terminal
                    ? $"{Texts.OneLine(paths[i]).PadRight(paths.Max(p => p.Length))}  {Texts.OneLine(branches[i]).PadRight(branches.Max(b => b.Length))}  {who}{gone}\n"
                    : $"{Texts.OneLine(paths[i])}\t{Texts.OneLine(branches[i])}\t{who}{gone}\n"
            );
        }
        return text.ToString();
    }

    private static WorktreesBody Body(Worktree w, List<Session> here) =>
        new(w.Id, w.Path, w.Branch, w.Exists, [.. here.Select(s => StatusJson.Of(s.Record with { Name = s.Name }))]);
}

internal sealed record WorktreesBody(string? Id, string Path, string? Branch, bool Exists, IReadOnlyList<RecordBody> Sessions);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    GenerationMode = JsonSourceGenerationMode.Serialization
)]
[JsonSerializable(typeof(WorktreesBody[]))]
internal sealed partial class WorktreesContext : JsonSerializerContext;
