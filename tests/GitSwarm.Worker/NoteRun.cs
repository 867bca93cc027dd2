using System.Globalization;
using GitSwarm.Git;
using GitSwarm.TestKit;

namespace GitSwarm.Worker;

/// <summary>What weeks of notes left in a repository.</summary>
/// <param name="Refs">Refs of ours.</param>
/// <param name="LooseGrown">Loose objects more than before.</param>
/// <param name="StoreKiB">What objects take more than before once the user's <c>git gc</c> has run, in KiB.</param>
/// <param name="Housekeepings">How often it ran.</param>
/// <param name="Said">What the user's <c>gc</c> and <c>fsck</c> printed.</param>
public sealed record NoteReport(int Refs, int LooseGrown, int StoreKiB, int Housekeepings, string Said);

/// <summary>Twenty sessions note things for weeks.</summary>
public static class NoteRun
{
    private const string Clone = "clone001";

    /// <summary>How many sessions.</summary>
    public const int Sessions = 20;

    /// <summary>Plays the weeks up to now.</summary>
    /// <param name="sandbox">Where.</param>
    /// <param name="user">The repository.</param>
    /// <param name="notes">How many notes.</param>
    /// <param name="version">The git that housekeeping believes to run; null asks it.</param>
    public static NoteReport Run(Sandbox sandbox, TestRepository user, int notes, GitVersion? version = null)
    {
        var git = StressRun.GitOf(sandbox, user);
        var weeks = new NoteWeeks(
            git,
            Clone,
            version ?? GitVersion.Parse(git.Process.Run(["--version"]).Text)!.Value,
            TimeProvider.System.GetUtcNow()
        );
        var before = Objects(sandbox, user.Path);
        weeks.Play(Sessions, notes);
        var after = Objects(sandbox, user.Path);
        var refs = user.Git("for-each-ref", "refs/swarm").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
        var said = string.Concat(
            new[]
            {
                sandbox.Run("git", ["gc"], user.Path),
                sandbox.Run("git", ["fsck", "--no-progress", "--no-dangling"], user.Path),
            }.Select(r => r.Output + r.Error)
        );
        return new NoteReport(refs, after.Loose - before.Loose, Objects(sandbox, user.Path).KiB - before.KiB, weeks.Housekeepings, said);
    }

    /// <summary>How many objects are loose, and what all take, as git counts them.</summary>
    public static (int Loose, int KiB) Objects(Sandbox sandbox, string directory)
    {
        var counts = sandbox
            .Git(directory, "count-objects", "-v")
            .Split('\n')
            .Select(l => l.Split(": "))
            .Where(l => int.TryParse(l[^1], NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .ToDictionary(l => l[0], l => int.Parse(l[^1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
        return (counts["count"], counts["size"] + counts["size-pack"]);
    }
}
