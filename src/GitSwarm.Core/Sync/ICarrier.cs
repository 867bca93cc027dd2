using GitSwarm.Git;

namespace GitSwarm.Sync;

/// <summary>A way records travel to a remote and back: as refs, or in a branch where it takes no such refs.</summary>
internal interface ICarrier
{
    /// <summary>Makes the refs that hold what was fetched those of the remote.</summary>
    /// <param name="tracked">What they are, by name here.</param>
    /// <returns>What could not be fetched while the rest was, null where nothing was left out; and what is no record, by its name at the remote, and why.</returns>
    /// <exception cref="SwarmException">The remote cannot be reached, or does not answer.</exception>
    (string? Trouble, IReadOnlyList<(RefName Name, ObjectId Id, string Reason)> Dropped) Fetch(
        IReadOnlyDictionary<RefName, ObjectId> tracked
    );

    /// <summary>What the remote has, by name there, without fetching it.</summary>
    /// <param name="known">What it had last.</param>
    /// <exception cref="SwarmException">The remote cannot be reached, or does not answer.</exception>
    IReadOnlyDictionary<RefName, ObjectId> List(IReadOnlyDictionary<RefName, ObjectId> known);

    /// <summary>Pushes.</summary>
    /// <param name="wanted">All that the remote should have of this clone.</param>
    /// <param name="changes">What is different there.</param>
    /// <returns>What became of each change, and the failure of the whole; null where there was none.</returns>
    (List<RefResult> Results, GitResult? Failure) Push(IReadOnlyDictionary<RefName, ObjectId> wanted, IReadOnlyList<RefPush> changes);
}
