using GitSwarm.Git;
using GitSwarm.Store;

namespace GitSwarm.Sync;

/// <summary>Records travel as what they are: refs that point at blobs.</summary>
/// <param name="remote">The remote.</param>
/// <param name="wire">Talks to it.</param>
internal sealed class RefCarrier(SyncRemote remote, SyncGit wire) : ICarrier
{
    /// <inheritdoc/>
    public (string? Trouble, IReadOnlyList<(RefName Name, ObjectId Id, string Reason)> Dropped) Fetch(
        IReadOnlyDictionary<RefName, ObjectId> tracked
    )
    {
        var result = wire.Fetch();
        // 1: some refs could not be written, such as one whose name is too long for a file; the others were.
        return result.ExitCode switch
        {
            0 => (null, []),
            1 => (result.Reason, []),
            _ => throw RemoteErrors.Unreachable(remote, result),
        };
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<RefName, ObjectId> List(IReadOnlyDictionary<RefName, ObjectId> known) => wire.List(SwarmRefs.Root + "*");

    /// <inheritdoc/>
    public (List<RefResult> Results, GitResult? Failure) Push(
        IReadOnlyDictionary<RefName, ObjectId> wanted,
        IReadOnlyList<RefPush> changes
    ) => wire.Push(changes);
}
