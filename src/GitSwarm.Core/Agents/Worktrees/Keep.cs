namespace GitSwarm.Agents.Worktrees;

/// <summary>One reason to keep a worktree.</summary>
/// <param name="Reason">Which.</param>
/// <param name="What">An example: a path, a commit, a process, or what git said.</param>
/// <param name="Count">How many of them.</param>
public sealed record Keep(KeepReason Reason, string What, int Count = 1)
{
    /// <summary>For people, a few words.</summary>
    public string Text
    {
        get
        {
            var what = Texts.Cut(What, 80);
            return Reason switch
            {
                KeepReason.MadeByHook => "made by a hook",
                KeepReason.NotAWorktree => "no worktree of this repository any more",
                KeepReason.Locked => what.Length == 0 ? "locked" : $"locked: {what}",
                KeepReason.Operation => $"unfinished {what}",
                KeepReason.Process => $"{Number("process", "processes")} at work in it ({what})",
                KeepReason.ProcessesUnknown => "cannot tell whether a process works in it",
                KeepReason.Changed => $"{Number("uncommitted change", "uncommitted changes")} ({what})",
                KeepReason.Untracked => $"{Number("untracked file", "untracked files")} ({what})",
                KeepReason.Hidden => $"{Number("change", "changes")} in files hidden from git ({what})",
                KeepReason.Listed => $"{Number("changed file", "changed files")} that .worktreeinclude names ({what})",
                KeepReason.Commits => $"{Number("commit", "commits")} nothing else has ({what})",
                KeepReason.Discarded => $"{Number("discarded commit", "discarded commits")} ({what})",
                KeepReason.Stash => $"{Number("stash", "stashes")} made in it ({what})",
                KeepReason.NestedRepository => $"another repository in it ({what})",
                KeepReason.Submodule => $"{Number("submodule", "submodules")} checked out ({what})",
                KeepReason.CannotTell => $"cannot tell whether something would be lost: {what}",
                _ => $"git did not remove it: {what}",
            };
        }
    }

    /// <summary>A reason with its first example, where there are any.</summary>
    internal static IEnumerable<Keep> Of(KeepReason reason, IReadOnlyCollection<string> found) =>
        found.Count == 0 ? [] : [new Keep(reason, found.First(), found.Count)];

    private string Number(string one, string many) => Count == 1 ? $"1 {one}" : $"{Count} {many}";
}
