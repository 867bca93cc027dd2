using System.Text;
using GitSwarm.Git;

namespace GitSwarm.Store;

/// <summary>How an attempt to write ended.</summary>
/// <param name="Done">True when every change is in.</param>
/// <param name="Written">The new blob of each change, in their order; none for deletions and where writing failed.</param>
/// <param name="Error">What git said when it refused.</param>
internal sealed record Attempt(bool Done, IReadOnlyList<ObjectId> Written, string Error);

/// <summary>Refs that must all be as they were when the decision was taken, not only those it changes.</summary>
/// <param name="Prefix">Where they lie.</param>
/// <param name="Names">What they pointed at.</param>
internal sealed record Guard(string Prefix, IReadOnlyDictionary<RefName, ObjectId> Names);

/// <summary>Writes blobs and moves refs: <c>hash-object -w</c>, then <c>update-ref --stdin -z</c>.</summary>
/// <remarks>
/// Invariant: all changes or none, and only from the expected values. On the files backend git itself can let two writers
/// succeed from one old value while <c>pack-refs</c> runs, because a running update-ref may hold an old copy of
/// <c>packed-refs</c>. So the transaction pauses once prepared (the locks are ours then): if <c>packed-refs</c> was
/// replaced since the snapshot, a fresh process re-reads the refs, and only the expected values let it commit.
/// Reftable reads are snapshots under one lock: no pause. A kill at any point leaves the old values, or the new ones, and
/// perhaps a lock file (see <see cref="StaleLocks"/>).
/// </remarks>
/// <param name="git">The repository's plumbing.</param>
internal sealed class RefTransaction(SwarmGit git)
{
    private static readonly string[] Timeouts = ["core.filesRefLockTimeout", "core.packedRefsTimeout", "reftable.lockTimeout"];

    private readonly string packedRefs = Path.Combine(git.Repository.CommonDir, "packed-refs");

    /// <summary>What <c>packed-refs</c> is now; taken before the snapshot a decision rests on.</summary>
    public FileStamp? PackedRefsNow() => git.Repository.RefFormat == RefFormat.Files ? FileStamp.Of(packedRefs) : null;

    /// <summary>Tries once.</summary>
    /// <param name="changes">What to change.</param>
    /// <param name="packedBefore"><see cref="PackedRefsNow"/> from before the snapshot.</param>
    /// <param name="patience">How long git itself may wait for a lock.</param>
    /// <param name="guard">What else must be as it was.</param>
    /// <exception cref="SwarmException">The blobs could not be written.</exception>
    public Attempt Try(IReadOnlyList<RefChange> changes, FileStamp? packedBefore, TimeSpan patience, Guard? guard = null)
    {
        var written = new ObjectId[changes.Count];
        using var blobs = new BlobWriter(git, changes);
        // Starts while they are written; it hears what to do once their names are known.
        using var child = git.Start(UpdateRef(patience));
        if (blobs.Finish(written) is { } failed)
        {
            // The user's gc may take an empty directory of objects away under hash-object: that passes.
            return StoreErrors.IsFinal(failed.Error)
                ? throw StoreErrors.CannotWrite(git.Repository, failed)
                : new Attempt(Done: false, written, failed.Reason);
        }
        return git.Repository.RefFormat == RefFormat.Reftable
            ? TryAtOnce(child, changes, written)
            : TryWithPause(child, changes, written, packedBefore, guard);
    }

    private Attempt TryAtOnce(GitChild child, IReadOnlyList<RefChange> changes, ObjectId[] written)
    {
        var result = child.Finish(Encoding.UTF8.GetBytes(Commands(changes, written)));
        return new Attempt(result.Ok || (result.ExitCode > 128 && IsIn(changes, written)), written, result.Reason);
    }

    private Attempt TryWithPause(
        GitChild child,
        IReadOnlyList<RefChange> changes,
        ObjectId[] written,
        FileStamp? packedBefore,
        Guard? guard
    )
    {
        child.Write("start\0" + Commands(changes, written) + "prepare\0");
        var prepared = child.ReadLine() == "start: ok" && child.ReadLine() == "prepare: ok";
        var agreed = prepared && (guard is null ? PackedRefsNow() == packedBefore || StillAsExpected(changes) : IsUnchanged(guard));
        child.Write(agreed ? "commit\0" : "abort\0");
        child.CloseInput();
        var result = child.Finish();
        return prepared && !agreed
            ? new Attempt(Done: false, written, "changed meanwhile")
            : new Attempt(agreed && (result.Ok || IsIn(changes, written)), written, result.Reason);
    }

    private static string[] UpdateRef(TimeSpan patience) =>
        [
            .. Timeouts.SelectMany(t => new[] { "-c", $"{t}={Math.Max(1, (long)patience.TotalMilliseconds)}" }),
            "update-ref",
            "--stdin",
            "-z",
        ];

    /// <summary>True when a git that did not live to say so has made the changes.</summary>
    private bool IsIn(IReadOnlyList<RefChange> changes, ObjectId[] written)
    {
        var now = SnapshotReader.ReadNames(git, changes.Select(c => c.Name.Value));
        return changes.Select((c, i) => c.IsCheck || now.GetValueOrDefault(c.Name) == written[i]).All(same => same);
    }

    /// <summary>Always by a fresh process: reading loose refs is no snapshot, so an old record may have been read beside a new head.</summary>
    private bool IsUnchanged(Guard guard)
    {
        var now = SnapshotReader.ReadNames(git, [guard.Prefix]);
        return now.Count == guard.Names.Count && now.All(r => guard.Names.TryGetValue(r.Key, out var id) && id == r.Value);
    }

    private bool StillAsExpected(IReadOnlyList<RefChange> changes)
    {
        var now = SnapshotReader.ReadNames(git, changes.Select(c => c.Name.Value));
        return changes.All(c => now.GetValueOrDefault(c.Name) == c.Expected);
    }

    private string Commands(IReadOnlyList<RefChange> changes, ObjectId[] written)
    {
        var zero = new string('0', git.Repository.ObjectIdLength);
        var text = new StringBuilder();
        for (var i = 0; i < changes.Count; i++)
        {
            var old = changes[i].Expected.IsNone ? zero : changes[i].Expected.Hex;
            text.Append(
                changes[i].IsCheck ? $"verify {changes[i].Name}\0{old}\0"
                : changes[i].Content is null ? $"delete {changes[i].Name}\0{old}\0"
                : $"update {changes[i].Name}\0{written[i]}\0{old}\0"
            );
        }
        return text.ToString();
    }
}
