namespace GitSwarm.Git;

/// <summary>Where a repository keeps its refs.</summary>
public enum RefFormat
{
    /// <summary>One file a ref, and <c>packed-refs</c>.</summary>
    Files,

    /// <summary>The reftable store, one lock for all of it.</summary>
    Reftable,
}

/// <summary>A repository as seen from one directory.</summary>
/// <param name="CommonDir">Absolute path of the directory all worktrees share (<c>.git</c>).</param>
/// <param name="GitDir">Absolute path of this worktree's own git directory; the common one in the main worktree.</param>
/// <param name="WorkTree">Absolute path of the top of the work tree; null in a bare repository.</param>
/// <param name="Config">The repository's own config (<c>config</c> in the common directory).</param>
public sealed record Repository(string CommonDir, string GitDir, string? WorkTree, ConfigFile Config)
{
    /// <summary>The paths it was found by, whose owner answers for what its config says: none for a bare one that was come upon; null where the caller named it.</summary>
    public IReadOnlyList<string>? Vouchers { get; init; }

    /// <summary>How refs are stored.</summary>
    public RefFormat RefFormat =>
        string.Equals(Config["extensions.refstorage"], "reftable", StringComparison.OrdinalIgnoreCase)
            ? RefFormat.Reftable
            : RefFormat.Files;

    /// <summary>Digits in an object name: 40, or 64 with SHA-256.</summary>
    public int ObjectIdLength => string.Equals(Config["extensions.objectformat"], "sha256", StringComparison.OrdinalIgnoreCase) ? 64 : 40;

    /// <summary>The id of this linked worktree under <c>worktrees/</c>; null in the main one.</summary>
    public string? WorktreeId => GitDir == CommonDir ? null : Path.GetFileName(GitDir);

    /// <summary>True when the repository opted in (<c>swarm.enabled</c> in its own config).</summary>
    public bool IsEnabled => !IsPlanted && Config.Bool("swarm.enabled");

    /// <summary>True where its config may have come along with somebody's files, so that what it says was not said by the user.</summary>
    public bool IsPlanted { get; init; }

    /// <summary>Where files of ours may lie: bookkeeping of superseded objects, run logs. Never needed for coordination.</summary>
    public string SwarmDir => Path.Combine(CommonDir, "swarm");

    /// <summary>What people call the repository: the main worktree's folder, or the bare directory without <c>.git</c>.</summary>
    public string Name
    {
        get
        {
            var folder = Path.GetFileName(CommonDir) == ".git" ? Path.GetDirectoryName(CommonDir)! : CommonDir;
            var name = Path.GetFileName(folder.TrimEnd('/'));
            return name.EndsWith(".git", StringComparison.Ordinal) && name.Length > 4 ? name[..^4] : name;
        }
    }
}
