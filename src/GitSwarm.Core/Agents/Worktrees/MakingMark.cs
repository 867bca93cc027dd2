using GitSwarm.Sessions.Processes;

namespace GitSwarm.Agents.Worktrees;

/// <summary>The reason a worktree is locked while it is being made: by whom, from which commit, and where.</summary>
/// <param name="Maker">The process; null when nobody said.</param>
/// <param name="Start">The commit.</param>
/// <param name="Path">Top of its files, which git notes only later.</param>
internal sealed record MakingMark(ProcessIdentity? Maker, string Start, string Path)
{
    private const string Prefix = "git-swarm is making it";

    /// <summary>The mark a lock holds, or null.</summary>
    internal static MakingMark? Parse(string? text)
    {
        if (text?.Split('|', 7) is not [Prefix, var pid, var start, var boot, var space, var commit, var path])
        {
            return null;
        }
        var maker = int.TryParse(pid, out var number) ? new ProcessIdentity(number, start, boot, space == "-" ? null : space) : null;
        return new MakingMark(maker, commit, path);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Prefix}|{Maker?.Pid}|{Maker?.Start}|{Maker?.Boot}|{(Maker is null ? "" : Maker.Namespace ?? "-")}|{Start}|{Path}";
}
