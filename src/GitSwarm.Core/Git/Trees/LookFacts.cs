using System.Text;

namespace GitSwarm.Git.Trees;

/// <summary>What git has to say, once for all work trees, before they can be looked into without it: a process, or two.</summary>
internal sealed class LookFacts : IDisposable
{
    // What a pipe holds, so that it is written without anybody reading yet.
    private const int MostInput = 60_000;

    private readonly GitChild[] children;
    private readonly BranchTips? tips;
    private readonly Lazy<Dictionary<string, CommitTree>> heads;
    private readonly Lazy<IReadOnlyList<IgnoreFile>?> rules;

    private LookFacts(
        GitChild[] children,
        BranchTips? tips,
        Lazy<Dictionary<string, CommitTree>> heads,
        Lazy<IReadOnlyList<IgnoreFile>?> rules
    ) => (this.children, this.tips, this.heads, this.rules) = (children, tips, heads, rules);

    /// <summary>Begins to ask.</summary>
    /// <param name="git">The repository.</param>
    /// <param name="worktrees">Those that will be looked into.</param>
    /// <param name="tips">Where to hear of branches; null where only git can tell.</param>
    internal static LookFacts Ask(SwarmGit git, IReadOnlyList<Worktree> worktrees, BranchTips? tips)
    {
        var config = git.Start(["config", "--null", "--type=path", "--get-regexp", @"^core\.(excludesfile|ignorecase)$"]);
        config.CloseInput();
        var ignored = new Lazy<IReadOnlyList<IgnoreFile>?>(() => ReadRules(config, git));
        var untold = worktrees.Where(w => tips is null || w.Branch is null).ToList();
        var input = Encoding.UTF8.GetBytes(string.Concat(untold.Select(w => $"{NameOf(w)}\n{NameOf(w)}^{{tree}}\n")));
        if (input.Length is 0 or > MostInput)
        {
            return new LookFacts([config], tips, new(() => []), ignored);
        }
        var objects = git.Start(["cat-file", "--batch-check=%(objectname)"]);
        objects.Write(input);
        objects.CloseInput();
        return new LookFacts([config, objects], tips, new(() => ReadHeads(objects, untold)), ignored);
    }

    /// <summary>The commit checked out in a work tree; null where there is none.</summary>
    internal CommitTree? Head(Worktree worktree) =>
        tips is not null && worktree.Branch is { } branch ? tips.Of(branch)
        : heads.Value.TryGetValue(worktree.Id ?? "", out var head) ? head
        : null;

    /// <summary>The files of ignore rules for every work tree, the weakest first; null where only git knows what is ignored.</summary>
    internal IReadOnlyList<IgnoreFile>? Rules => rules.Value;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var child in children)
        {
            child.Dispose();
        }
    }

    // gitrevisions and git-worktree(1): the HEAD of any work tree has a name that every other knows.
    private static string NameOf(Worktree worktree) => worktree.Id is { } id ? $"worktrees/{id}/HEAD" : "main-worktree/HEAD";

    private static Dictionary<string, CommitTree> ReadHeads(GitChild objects, List<Worktree> worktrees)
    {
        var lines = objects.Finish().Text.Split('\n');
        var found = new Dictionary<string, CommitTree>(StringComparer.Ordinal);
        for (var i = 0; i < worktrees.Count && (2 * i) + 1 < lines.Length; i++)
        {
            if (ObjectId.TryParse(lines[2 * i], out var commit) && ObjectId.TryParse(lines[(2 * i) + 1], out var tree))
            {
                found[worktrees[i].Id ?? ""] = new CommitTree(commit, tree);
            }
        }
        return found;
    }

    private static List<IgnoreFile>? ReadRules(GitChild config, SwarmGit git)
    {
        var result = config.Finish();
        // 1: none of them is set.
        if (result.ExitCode > 1)
        {
            return null;
        }
        var users = DefaultExcludes(git.Process.Environment.Variables);
        foreach (var entry in result.Text.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, value) = entry.IndexOf('\n') is >= 0 and var end ? (entry[..end], entry[(end + 1)..]) : (entry, "true");
            if (key == "core.excludesfile")
            {
                users = value;
            }
            else if (value is not ("false" or "no" or "off" or "0"))
            {
                return null;
            }
        }
        return Read(users) is { } weak && Read(Path.Combine(git.Repository.CommonDir, "info", "exclude")) is { } strong
            ? [weak, strong]
            : null;
    }

    private static IgnoreFile? Read(string path) =>
        path.Length == 0 ? IgnoreFile.Empty
        : Path.IsPathRooted(path) ? IgnoreFile.Read(Encoding.UTF8.GetBytes(path), mayBeLink: true)
        : null;

    private static string DefaultExcludes(IReadOnlyDictionary<string, string> variables) =>
        variables.GetValueOrDefault("XDG_CONFIG_HOME") is { Length: > 0 } config ? Path.Combine(config, "git", "ignore")
        : variables.GetValueOrDefault("HOME") is { Length: > 0 } home ? Path.Combine(home, ".config", "git", "ignore")
        : "";
}
