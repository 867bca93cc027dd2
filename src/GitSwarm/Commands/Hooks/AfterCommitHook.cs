using GitSwarm.Claims;
using GitSwarm.Cli;
using GitSwarm.Git;
using GitSwarm.Sessions;

namespace GitSwarm.Commands.Hooks;

/// <summary>After a commit, merge or rebase: claims of edits that are in are given back, others follow their files.</summary>
internal static class AfterCommitHook
{
    /// <summary>After <c>git commit</c>, and once after a rebase.</summary>
    public static void Committed(SwarmHost host)
    {
        var settle = new Settling(host);
        host.ClaimsInHook.Change(host.Caller, new PresenceEdit(), settle.Decide);
    }

    /// <summary>After a merge or a rebase, also: whose claims and changes does it touch?</summary>
    /// <param name="host">The host.</param>
    /// <param name="most">How many lines at most.</param>
    public static void CameIn(SwarmHost host, int most)
    {
        Committed(host);
        var scene = HookScene.Read(host);
        if (!scene.Others.Any())
        {
            return;
        }
        var paths = new ChangedNames(host.GitProcess, host.Repository).Between("ORIG_HEAD", "HEAD");
        var claims = Meetings.Claims(scene, paths);
        var told = claims.Select(c => c.Claim.Ref.Stream).ToHashSet(StringComparer.Ordinal);
        var report = scene.Look(Worktree.List(host.Repository));
        var changes = Meetings.Changes(report, scene, paths.ToHashSet(StringComparer.Ordinal), told, host.Now);
        Meetings.Say(host, [.. Meetings.Lines(claims, host.Now), .. changes], most);
    }

    /// <summary>The decision; git is asked once, however often the race for the claims is lost.</summary>
    private sealed class Settling(SwarmHost host)
    {
        private readonly ChangedNames git = new(host.GitProcess, host.Repository);
        private IReadOnlyList<string>? unclean;
        private IReadOnlyDictionary<string, string>? renamed;

        public (int Settled, LocksRecord? Record) Decide(ClaimBook book, Session me)
        {
            var mine = ClaimRules.Mine(book, me).FindAll(c => c.Pattern.LiteralPath is not null);
            var edited = mine.FindAll(c => c.IsAuto);
            // Only a file that is not there any more can have been renamed.
            var asked = mine.FindAll(c => !c.IsAuto && !Exists(c.Pattern.LiteralPath!));
            if (edited.Count > 0)
            {
                unclean ??= git.Unclean([.. edited.Select(c => c.Pattern.LiteralPath!)]);
            }
            if (asked.Count > 0)
            {
                renamed ??= git.RenamedIn("HEAD");
            }
            var done = edited.FindAll(c => !unclean!.Contains(c.Pattern.LiteralPath!));
            var moved = asked
                .Where(c => renamed!.ContainsKey(c.Pattern.LiteralPath!))
                .ToDictionary(c => c.Record.Id, c => ClaimPattern.ForPath(renamed![c.Pattern.LiteralPath!]), StringComparer.Ordinal);
            return ClaimRules.Settle(book, me, done, moved, host.Now, host.Ids);
        }

        private bool Exists(string path) => Path.Exists(Path.Combine(host.Repository.WorkTree ?? "", path));
    }
}
