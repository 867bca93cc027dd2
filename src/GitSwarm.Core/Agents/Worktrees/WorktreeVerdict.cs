namespace GitSwarm.Agents.Worktrees;

/// <summary>Whether a worktree may go without loss.</summary>
/// <param name="Path">Top of the worktree as it is now.</param>
/// <param name="Branch">Its branch, or null.</param>
/// <param name="Reasons">Why it must not; none: nothing would be lost.</param>
public sealed record WorktreeVerdict(string Path, string? Branch, IReadOnlyList<Keep> Reasons)
{
    /// <summary>Where the branch was when it was judged; null where it is not there any more.</summary>
    public string? Tip { get; init; }

    /// <summary>True when it may go.</summary>
    public bool MayGo => Reasons.Count == 0;

    /// <summary>One line: path, branch, and why it is kept.</summary>
    public string Text
    {
        get
        {
            var place = Branch is null ? Texts.OneLine(Path) : $"{Texts.OneLine(Path)} (branch {Branch})";
            return MayGo ? $"{place}: nothing in it would be lost" : $"{place}: {string.Join("; ", Reasons.Select(r => r.Text))}";
        }
    }
}
