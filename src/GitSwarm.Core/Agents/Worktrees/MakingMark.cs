using GitSwarm.Sessions.Processes;

namespace GitSwarm.Agents.Worktrees;

/// <summary>The reason a worktree is locked while it is being made: by whom, and from which commit.</summary>
/// <param name="Maker">The process; null when nobody said.</param>
/// <param name="Start">The commit.</param>
internal sealed record MakingMark(ProcessIdentity? Maker, string Start)
{
    private const string Prefix = "git-swarm is making it";

    /// <summary>The mark a lock holds, or null.</summary>
    internal static MakingMark? Parse(string? text)
    {
        if (text?.Split('|') is not [Prefix, var pid, var start, var boot, var space, var commit])
        {
            return null;
        }
        var maker = int.TryParse(pid, out var number) ? new ProcessIdentity(number, start, boot, space == "-" ? null : space) : null;
        return new MakingMark(maker, commit);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Prefix}|{Maker?.Pid}|{Maker?.Start}|{Maker?.Boot}|{(Maker is null ? "" : Maker.Namespace ?? "-")}|{Start}";
}
