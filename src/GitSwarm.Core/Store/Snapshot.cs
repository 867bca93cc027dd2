using GitSwarm.Git;

namespace GitSwarm.Store;

/// <summary>One ref of ours and the blob it points at.</summary>
/// <param name="Name">The full ref name; of a record inside a <see cref="PresenceBlob"/>, the name it would have.</param>
/// <param name="Ref">Its parts.</param>
/// <param name="Id">The blob.</param>
/// <param name="Content">The blob's bytes, or the part of them that is the record.</param>
public sealed record StoredBlob(RefName Name, SwarmRef Ref, ObjectId Id, ReadOnlyMemory<byte> Content);

/// <summary>Something in the store that could not be read; the rest could.</summary>
/// <param name="Name">The ref.</param>
/// <param name="Id">What it points at.</param>
/// <param name="Reason">One line: "object missing", "not a blob", "larger than 1 MiB", "not JSON: …".</param>
public sealed record StoreProblem(RefName Name, ObjectId Id, string Reason)
{
    /// <summary>The reason given for a record of a higher version.</summary>
    public const string Newer = "written by a newer git-swarm";
}

/// <summary>The records of some kinds at one time; nothing in it changes.</summary>
/// <param name="Blobs">Every readable blob by ref name.</param>
/// <param name="Problems">Refs that are there but hold nothing readable.</param>
public sealed record Snapshot(IReadOnlyDictionary<RefName, StoredBlob> Blobs, IReadOnlyList<StoreProblem> Problems)
{
    /// <summary>Refs that were read and hold a copy of what is here already, with what they point at.</summary>
    private IReadOnlyList<StoredBlob> Copies { get; init; } = [];

    /// <summary>What a ref points at; none when it is not there.</summary>
    public ObjectId IdOf(RefName name) =>
        Blobs.TryGetValue(name, out var blob) ? blob.Id
        : Problems.FirstOrDefault(p => p.Name == name) is { } problem ? problem.Id
        : Copies.FirstOrDefault(c => c.Name == name)?.Id ?? default;

    /// <summary>What every ref that was read points at, unreadable ones and copies too.</summary>
    public Dictionary<RefName, ObjectId> Names()
    {
        var names = Blobs.Values.Concat(Copies).ToDictionary(b => b.Name, b => b.Id);
        foreach (var problem in Problems)
        {
            names[problem.Name] = problem.Id;
        }
        return names;
    }

    /// <summary>The snapshot as if no other blobs had been read.</summary>
    public Snapshot Only(Func<StoredBlob, bool> wanted) => this with { Blobs = Blobs.Where(b => wanted(b.Value)).ToDictionary() };

    /// <summary>The snapshot with each record once: what was fetched of this clone's own, or is a remote's head of claims, is left out, and of several copies the latest stays.</summary>
    /// <param name="cloneId">This clone; null before it has an id.</param>
    public Snapshot Once(string? cloneId)
    {
        if (!Blobs.Values.Any(b => b.Ref.Remote is not null))
        {
            return this;
        }
        var latest = new Dictionary<SwarmRef, StoredBlob>();
        foreach (var blob in Blobs.Values.Where(b => b.Ref.Remote is null || (b.Ref.CloneId != cloneId && b.Ref.CloneId != SwarmRefs.Head)))
        {
            var record = blob.Ref with { Remote = null };
            if (!latest.TryGetValue(record, out var other) || RecordAge.IsLater(blob.Content.Span, other.Content.Span))
            {
                latest[record] = blob;
            }
        }
        var kept = latest.Values.ToDictionary(b => b.Name);
        return this with { Blobs = kept, Copies = [.. Copies, .. Blobs.Values.Where(b => !kept.ContainsKey(b.Name))] };
    }

    /// <summary>Every blob of a kind, in the order of the names.</summary>
    public IEnumerable<StoredBlob> OfKind(string kind) => Blobs.Values.Where(b => b.Ref.Kind == kind);
}
