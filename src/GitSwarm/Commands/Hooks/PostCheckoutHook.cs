using GitSwarm.Claims;
using GitSwarm.Cli;
using GitSwarm.Git;
using GitSwarm.Sessions;

namespace GitSwarm.Commands.Hooks;

/// <summary>After a checkout of a branch: who else works on it, and whose claims or changes meet what came or was carried over.</summary>
internal static class PostCheckoutHook
{
    public static void Run(SwarmHost host, string before, string after)
    {
        var scene = HookScene.Read(host);
        var worktrees = Worktree.List(host.Repository);
        var others = scene.Others.ToList();
        if (others.Count > 0)
        {
            var here = Neighbours.OnBranch(others, scene.Caller.Branch, worktrees);
            foreach (var line in here.Select(o => Neighbours.Line(o, scene.Caller.Branch!, host.Now)))
            {
                host.Output.Hook(line);
            }
            Meetings.Say(host, [.. Met(host, scene, worktrees, before, after)]);
        }
        // 'git worktree add' and 'git -C' run this hook elsewhere than where the session works.
        if (scene.Me is { Process: { } process } && process.Worktree == scene.Caller.Worktree)
        {
            host.SessionsInHook.EditExisting(scene.Caller, new PresenceEdit());
        }
    }

    private static IEnumerable<string> Met(SwarmHost host, HookScene scene, IReadOnlyList<Worktree> worktrees, string before, string after)
    {
        // A new work tree carries nothing over, and did not come from anywhere.
        if (before.All(c => c == '0'))
        {
            return [];
        }
        var (report, open) = scene.Look(worktrees);
        // To compare far commits takes time: not where nobody could be met.
        if (!ClaimRules.OfOthers(scene.Book, scene.Me).Any() && report.Sessions.All(s => s.IsMe || s.Files.Count == 0))
        {
            return [];
        }
        var differing = before == after ? [] : new ChangedNames(host.GitProcess, host.Repository).Between(before, after);
        var paths = open.Concat(differing).Distinct(StringComparer.Ordinal).ToList();
        if (paths.Count == 0)
        {
            return [];
        }
        var claims = Meetings.Claims(scene, paths);
        var told = claims.Select(c => c.Claim.Ref.Stream).ToHashSet(StringComparer.Ordinal);
        var set = paths.ToHashSet(StringComparer.Ordinal);
        return [.. Meetings.Lines(claims, host.Now), .. Meetings.Changes(report, scene, set, told, host.Now)];
    }
}
