using GitSwarm.Git;

namespace GitSwarm.Store;

/// <summary>One compare-and-swap: this ref from the value that was read to a new blob, or to nothing.</summary>
/// <param name="Name">The ref.</param>
/// <param name="Content">The new blob's bytes; null deletes the ref.</param>
/// <param name="Expected">What it pointed at when the decision was taken; none when it was not there.</param>
public sealed record RefChange(RefName Name, byte[]? Content, ObjectId Expected)
{
    /// <summary>True where the ref must be as expected and stays so.</summary>
    public bool IsCheck { get; private init; }

    /// <summary>No change: the others go in only if this ref is as it was read.</summary>
    public static RefChange Check(RefName name, ObjectId expected) => new(name, null, expected) { IsCheck = true };
}

/// <summary>What a decision over a snapshot comes to: an answer, and what has to change for it to be true.</summary>
/// <param name="Result">The answer, given out once the changes are in.</param>
/// <param name="Changes">All or none of them happen; empty means the answer stands already.</param>
/// <typeparam name="T">The answer's type.</typeparam>
public sealed record Decision<T>(T Result, IReadOnlyList<RefChange> Changes);
