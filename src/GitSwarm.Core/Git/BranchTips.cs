namespace GitSwarm.Git;

/// <summary>Commits at the tips of some branches: whoever reads refs anyway brings them along, and who needs them waits on another thread.</summary>
/// <param name="branches">Short names.</param>
public sealed class BranchTips(IEnumerable<string> branches)
{
    private const string Heads = "refs/heads/";
    private readonly TaskCompletionSource<IReadOnlyDictionary<string, CommitTree>> told = new();

    /// <summary>The refs to be read.</summary>
    public IReadOnlyList<string> Refs { get; } = [.. branches.Select(b => Heads + b)];

    /// <summary>Whether a ref is a branch.</summary>
    public static bool Holds(RefName name) => name.Value.StartsWith(Heads, StringComparison.Ordinal);

    /// <summary>Says what was found; the first word counts.</summary>
    /// <param name="found">By full ref name; nothing where nobody could tell.</param>
    public void Tell(IReadOnlyDictionary<string, CommitTree> found) => told.TrySetResult(found);

    /// <summary>Waits until somebody told; null where it is not known.</summary>
    public CommitTree? Of(string branch) => told.Task.GetAwaiter().GetResult().TryGetValue(Heads + branch, out var tip) ? tip : null;
}
