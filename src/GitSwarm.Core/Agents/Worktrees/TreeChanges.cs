using System.Text;
using GitSwarm.Git;

namespace GitSwarm.Agents.Worktrees;

/// <summary>Uncommitted work in a worktree: what git says, and what git was told not to say.</summary>
/// <param name="Reasons">What was found.</param>
/// <param name="Submodules">Paths registered as submodules, checked out or not.</param>
internal sealed record TreeChanges(IReadOnlyList<Keep> Reasons, IReadOnlyList<string> Submodules)
{
    private const string IndexName = "swarm-index";

    /// <summary>Looks.</summary>
    /// <exception cref="SwarmException">Git cannot tell.</exception>
    internal static TreeChanges Look(WorktreeGit git, WorktreeSite site)
    {
        // Letters: lower case is assume-unchanged, S is skip-worktree. Modes: 160000 is a submodule.
        var entries = Entries(git.In(site, ["ls-files", "-v", "--stage", "-z"]).OrThrow("list the files of the worktree").Output);
        var submodules = entries.Where(e => e.Contains(" 160000 ", StringComparison.Ordinal)).Select(PathOf).Distinct().ToList();
        var assumed = entries.Where(e => char.IsAsciiLetterLower(e[0])).Select(PathOf).ToList();
        var skipped = entries.Where(e => e[0] is 'S' or 's').Select(PathOf).Where(p => IsThere(site, p)).ToList();
        var status = assumed.Count + skipped.Count == 0 ? Status(git, site, null) : StatusOfAll(git, site, assumed, skipped);
        var hidden = assumed.Concat(skipped).ToHashSet(StringComparer.Ordinal);
        return new TreeChanges([.. Read(status, hidden), .. CheckedOut(site, submodules)], submodules);
    }

    private static GitResult Status(WorktreeGit git, WorktreeSite site, string? index) =>
        git.In(
                site,
                ["status", "--porcelain=v2", "-z", "--untracked-files=all", "--ignore-submodules=none", "--no-renames"],
                default,
                index is null ? null : new Dictionary<string, string>(StringComparer.Ordinal) { ["GIT_INDEX_FILE"] = index }
            )
            .OrThrow("see what changed in the worktree");

    /// <summary>Asks with a copy of the index in which nothing is hidden.</summary>
    private static GitResult StatusOfAll(WorktreeGit git, WorktreeSite site, List<string> assumed, List<string> skipped)
    {
        var index = site.File(IndexName);
        File.Copy(site.File("index"), index, overwrite: true);
        try
        {
            var extra = new Dictionary<string, string>(StringComparer.Ordinal) { ["GIT_INDEX_FILE"] = index };
            foreach (var (option, paths) in new[] { ("--no-assume-unchanged", assumed), ("--no-skip-worktree", skipped) })
            {
                if (paths.Count > 0)
                {
                    var input = Encoding.UTF8.GetBytes(string.Join('\0', paths) + '\0');
                    git.In(site, ["update-index", option, "-z", "--stdin"], input, extra).OrThrow("look at hidden files");
                }
            }
            return Status(git, site, index);
        }
        finally
        {
            File.Delete(index);
        }
    }

    private static IEnumerable<Keep> Read(GitResult status, HashSet<string> hidden)
    {
        List<string> changed = [],
            untracked = [],
            unseen = [];
        foreach (var entry in Entries(status.Output))
        {
            switch (entry[0])
            {
                case '?':
                    untracked.Add(entry[2..]);
                    break;
                case '1' or '2' or 'u':
                    var path = entry.Split(' ', entry[0] == 'u' ? 11 : 9)[^1];
                    (hidden.Contains(path) ? unseen : changed).Add(path);
                    break;
                default:
                    break;
            }
        }
        return
        [
            .. Keep.Of(KeepReason.Changed, changed),
            .. Keep.Of(KeepReason.Untracked, untracked),
            .. Keep.Of(KeepReason.Hidden, unseen),
        ];
    }

    /// <summary>A submodule's own branches live in the worktree's git directory and would go with it.</summary>
    private static IEnumerable<Keep> CheckedOut(WorktreeSite site, List<string> submodules)
    {
        var found = submodules.Where(path => Path.Exists(Path.Combine(site.Path, path, ".git"))).ToList();
        if (found.Count == 0 && Directory.Exists(site.File("modules")))
        {
            found.Add("modules");
        }
        return Keep.Of(KeepReason.Submodule, found);
    }

    private static bool IsThere(WorktreeSite site, string path)
    {
        var file = new FileInfo(Path.Combine(site.Path, path));
        return file.LinkTarget is not null || Path.Exists(file.FullName);
    }

    private static string PathOf(string entry) => entry[(entry.IndexOf('\t', StringComparison.Ordinal) + 1)..];

    private static List<string> Entries(byte[] output) => [.. Encoding.UTF8.GetString(output).Split('\0').Where(e => e.Length > 0)];
}
