using System.Runtime.InteropServices;

namespace GitSwarm.Git;

/// <summary>Whether git would work in a repository it finds by itself, for the config of one can name programs to run.</summary>
/// <remarks>
/// The rule is git's (<c>safe.directory</c>, <c>safe.bareRepository</c> in git-config(1)), and git is asked where it could say
/// no. It is not asked about what is the user's own, for a hook has no time for that; see docs/decisions/0009-ownership.md.
/// </remarks>
public static partial class Ownership
{
    /// <summary>True where git would not refuse: the caller named the repository, or it is the user's own and has a work tree.</summary>
    /// <param name="repository">As it was found.</param>
    public static bool IsCertain(Repository repository) =>
        repository.Vouchers is not { } vouchers
        || (vouchers.Count > 0 && Self() is { } self && vouchers.All(path => OwnerOf(path) == self));

    /// <summary>Asks git where that is not certain.</summary>
    /// <param name="repository">As it was found.</param>
    /// <param name="directory">From where.</param>
    /// <param name="git">Starts git.</param>
    /// <exception cref="SwarmException">Git refuses.</exception>
    public static void Require(Repository repository, string directory, GitProcess git)
    {
        if (!IsCertain(repository) && git.Run(["rev-parse", "--git-dir"], directory: directory) is { Ok: false } refused)
        {
            throw new SwarmException(
                ErrorCode.UnsafeRepository,
                $"git does not trust {repository.CommonDir}: {Texts.Cut(refused.Error.Split('\n')[0], 300)}",
                refused.Error.Contains("safe.bareRepository", StringComparison.Ordinal)
                    ? "if you do, name it by GIT_DIR"
                    : $"if you do: git config --global --add safe.directory {repository.WorkTree ?? repository.CommonDir}"
            );
        }
    }

    private static uint? OwnerOf(string path) =>
        OperatingSystem.IsLinux() ? LinuxStat.ReadOwner(path)
        : OperatingSystem.IsMacOS() ? MacStat.ReadOwner(path)
        : null;

    private static uint? Self() => OperatingSystem.IsLinux() || OperatingSystem.IsMacOS() ? EffectiveUser() : null;

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();
}
