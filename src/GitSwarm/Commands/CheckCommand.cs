using System.CommandLine;
using System.Text.Json;
using GitSwarm.Claims;
using GitSwarm.Cli;
using GitSwarm.Status;

namespace GitSwarm.Commands;

/// <summary><c>git swarm check</c>: would editing these files meet a claim, or changes of somebody else?</summary>
internal static class CheckCommand
{
    public static Command Create(Runner run)
    {
        var paths = new Argument<string[]>("path")
        {
            Description = "Files you are about to edit; of a directory, all in it",
            Arity = ArgumentArity.OneOrMore,
        };
        var command = new Command("check", "Would editing these meet a claim or another's changes?") { paths };
        run.On(
            command,
            (host, parsed) =>
            {
                var wanted = parsed.GetValue(paths)!.Select(p => WorkTreePath.Of(host, p).TrimEnd('/')).Distinct().ToList();
                var view = StatusCommand.Look(host, new StatusRequest(IncludeGone: false, Since: null), observe: true);
                var found = wanted.SelectMany(p => Meets(p, view, host)).ToList();
                host.Output.Answer(
                    host.Output.Json
                        ? JsonSerializer.Serialize([.. found.Select(f => f.Body)], ClaimContext.Default.MeetingBodyArray) + "\n"
                        : string.Concat(found.Select(f => (host.Output.Terminal ? f.Line : ForPipe(f.Body)) + "\n"))
                );
                return found.Count > 0 ? ExitCode.No : ExitCode.Yes;
            }
        );
        return command;
    }

    private static IEnumerable<(MeetingBody Body, string Line)> Meets(string path, StatusView view, SwarmHost host)
    {
        var shown = Texts.Cut(path, 80);
        var claims = IsDirectory(path, view, host)
            ? ClaimRules.Within(view.Claims, view.Me, path)
            : ClaimRules.Covering(view.Claims, view.Me, path);
        foreach (var claim in claims)
        {
            var body = new MeetingBody(
                path,
                "claim",
                claim.Ref.Stream,
                claim.Holder?.Name,
                claim.Holder?.Record.Branch,
                Ages.Rfc3339(claim.Record.At),
                ClaimBody.Of(claim)
            );
            yield return (body, $"{shown}: {ClaimText.Line(claim, host.Now)}");
        }
        foreach (var other in view.Report.Sessions.Where(s => s.Session.IsLive && !s.IsMe && !SharesWorktree(s, view)))
        {
            if (other.Files.FirstOrDefault(f => f.Has(path) || f.IsIn(path)) is { } file)
            {
                var body = new MeetingBody(path, "changed", other.Session.Id, other.Session.Name, other.Branch, Time(file), null);
                yield return (
                    body,
                    $"{shown}: {Who.Full(other.Session)} changed {(file.IsIn(path) ? Texts.Cut(file.Path, 80) : "it")}{When(file, host)}"
                );
            }
        }
        foreach (var tree in view.Report.Unattended.Where(u => u.Worktree.Id != host.Repository.WorktreeId))
        {
            if (tree.Files.FirstOrDefault(f => f.Has(path) || f.IsIn(path)) is { } file)
            {
                var where = Texts.OneLine(Path.GetRelativePath(host.Directory, tree.Worktree.Path));
                var body = new MeetingBody(path, "changed", null, null, tree.Branch, Time(file), null);
                yield return (
                    body,
                    $"{shown}: {(file.IsIn(path) ? Texts.Cut(file.Path, 80) + " " : "")}changed{When(file, host)} in {where} ({Texts.Cut(tree.Branch ?? "detached", 60)}), where no session is"
                );
            }
        }
    }

    /// <summary>True where it is one here, or somebody claimed what can only be in one.</summary>
    private static bool IsDirectory(string path, StatusView view, SwarmHost host) =>
        // A link to a directory is a file to git.
        new DirectoryInfo(Path.Combine(host.Repository.WorkTree!, path))
            is { Exists: true, LinkTarget: null }
        || ClaimRules.OfOthers(view.Claims, view.Me).Any(c => c.Pattern.IsWrittenBelow(ClaimPath.Of(path)));

    private static string ForPipe(MeetingBody body)
    {
        string?[] fields = [body.Path, body.Kind, body.Session, body.Name, body.Branch, body.At, body.Claim?.Pattern, body.Claim?.Reason];
        return string.Join('\t', fields.Select(f => Texts.OneLine(f ?? "")));
    }

    /// <summary>A subagent's changes in the same work tree are its parent's to know.</summary>
    private static bool SharesWorktree(SessionStatus other, StatusView view) =>
        view.Me is { } me && other.Session.IsLocal && (other.Session.Record.Parent == me.Id || me.Record.Parent == other.Session.Id);

    private static string? Time(FileActivity file) => file.At is { } at ? Ages.Rfc3339(at) : null;

    private static string When(FileActivity file, SwarmHost host) => file.At is { } at ? $" {Ages.Ago(at, host.Now)} ago" : "";
}
