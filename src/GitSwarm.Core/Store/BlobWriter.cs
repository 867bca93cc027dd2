using GitSwarm.Git;

namespace GitSwarm.Store;

/// <summary>Writes the blobs of some changes side by side, each by a <c>hash-object -w</c> of its own, from its making on.</summary>
internal sealed class BlobWriter : IDisposable
{
    private readonly IReadOnlyList<RefChange> changes;
    private readonly int[] first;
    private readonly GitChild?[] children;

    /// <param name="git">The repository's plumbing.</param>
    /// <param name="changes">Whose blobs; one that two refs shall point at is written once.</param>
    public BlobWriter(SwarmGit git, IReadOnlyList<RefChange> changes)
    {
        this.changes = changes;
        first =
        [
            .. changes.Select((c, i) => Enumerable.Range(0, i).FirstOrDefault(j => ReferenceEquals(changes[j].Content, c.Content), i)),
        ];
        children = [.. changes.Select((c, i) => c.Content is null || first[i] < i ? null : git.Start(["hash-object", "-w", "--stdin"]))];
    }

    /// <summary>Waits until all are written.</summary>
    /// <param name="written">Their names, in the order of the changes; none for deletions and where writing failed.</param>
    /// <returns>The first failure, or null.</returns>
    public GitResult? Finish(ObjectId[] written)
    {
        GitResult? failed = null;
        for (var i = 0; i < children.Length; i++)
        {
            children[i]?.Write(changes[i].Content);
            children[i]?.CloseInput();
        }
        for (var i = 0; i < children.Length; i++)
        {
            if (children[i] is not { } child)
            {
                continue;
            }
            // Git says the name once the object is there. That it ends as well is waited for later.
            if (child.ReadLine() is { } name && ObjectId.TryParse(name, out var id))
            {
                written[i] = id;
                continue;
            }
            failed ??= child.Finish();
            child.Dispose();
            children[i] = null;
        }
        for (var i = 0; i < first.Length; i++)
        {
            written[i] = written[first[i]];
        }
        return failed;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var child in children.OfType<GitChild>())
        {
            child.CloseInput();
            child.Finish();
            child.Dispose();
        }
    }
}
