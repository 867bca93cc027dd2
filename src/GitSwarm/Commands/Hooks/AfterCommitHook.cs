using GitSwarm.Claims;
using GitSwarm.Cli;
using GitSwarm.Git;
using GitSwarm.Sessions;

namespace GitSwarm.Commands.Hooks;

/// <summary>After a commit, merge or rebase: claims of edits that are in are given back, others follow their files.</summary>
internal static class AfterCommitHook
{
    /// <summary>After <c>git commit</c>; one that ended a merge tells what came in, for then no other hook does.</summary>
    public static void Committed(SwarmHost host)
    {
        if (HeadLog.LastMessage(host.Repository)?.StartsWith("commit (merge)", StringComparison.Ordinal) == true)
        {
            CameIn(host, most: 3, before: "HEAD^1");
            return;
        }
        Settle(host);
    }

    /// <summary>After a merge or a rebase, also: whose claims and changes does it touch?</summary>
    /// <param name="host">The host.</param>
    /// <param name="most">How many lines at most.</param>
    /// <param name="before">The commit it came on top of.</param>
    public static void CameIn(SwarmHost host, int most, string before = "ORIG_HEAD")
    {
        Settle(host);
        var scene = HookScene.Read(host);
        if (!scene.Others.Any())
        {
            return;
        }
        var paths = new ChangedNames(host.GitProcess, host.Repository).Between(before, "HEAD");
        var claims = Meetings.Claims(scene, paths);
        var told = claims.Select(c => c.Claim.Ref.Stream).ToHashSet(StringComparer.Ordinal);
        var (report, _) = scene.Look(Worktree.List(host.Repository));
        var changes = Meetings.Changes(report, scene, paths.ToHashSet(StringComparer.Ordinal), told, host.Now);
        Meetings.Say(host, [.. Meetings.Lines(claims, host.Now), .. changes], most);
    }

    private static void Settle(SwarmHost host)
    {
        var settle = new Settling(host);
        host.ClaimsInHook.Change(host.Caller, new PresenceEdit { Stays = true }, settle.Decide);
    }

    /// <summary>The decision; git is asked once, however often the race for the claims is lost.</summary>
    private sealed class Settling(SwarmHost host)
    {
        private readonly ChangedNames git = new(host.GitProcess, host.Repository);
        private IReadOnlyList<string>? unclean;
        private IReadOnlyDictionary<string, string>? renamed;

        public (int Settled, LocksRecord? Record) Decide(ClaimBook book, Session me)
        {
            // A file is clean in one work tree and at work in another: only where the session works can be told.
            var elsewhere = me.Process is { } process && process.Worktree != host.Repository.WorktreeId;
            var mine = elsewhere ? [] : ClaimRules.Mine(book, me).FindAll(c => c.Pattern.LiteralPath is not null);
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
