using System.Buffers.Text;
using System.Text;
using GitSwarm.Git;

namespace GitSwarm.Store;

/// <summary>Reads any set of refs with their blobs in one git process, or two when an object is missing.</summary>
public static class SnapshotReader
{
    /// <summary>Records over this size, in bytes, are reported instead of read.</summary>
    public const int LargestBlob = 1 << 20;

    /// <summary>Sessions of one clone that are read from what it sent: forty a day over two weeks come to less.</summary>
    public const int MostOfClone = 2_000;

    /// <summary>Sessions of all clones that are read from what they sent.</summary>
    public const int Most = 20_000;

    private const string Fields = "--format=%(refname)%00%(objecttype)%00%(objectname)%00%(raw:size)%00%(raw)";

    /// <summary>Reads every ref under the prefixes.</summary>
    /// <param name="git">The repository.</param>
    /// <param name="prefixes">Full ref names or directories of refs, as <c>git for-each-ref</c> takes them.</param>
    /// <param name="meanwhile">What the caller has to do anyway; done while git reads.</param>
    /// <param name="tips">Branches somebody waits to hear of; told of them as far as they are found.</param>
    /// <exception cref="SwarmException">Git failed for another reason than a missing object.</exception>
    public static Snapshot Read(SwarmGit git, IEnumerable<string> prefixes, Action? meanwhile = null, BranchTips? tips = null)
    {
        string[] patterns = [.. prefixes];
        using var child = git.Start(["for-each-ref", Fields, .. patterns, .. tips?.Refs ?? []]);
        child.CloseInput();
        meanwhile?.Invoke();
        var result = child.Finish();
        var found = new Dictionary<string, CommitTree>(StringComparer.Ordinal);
        var snapshot = result.Ok ? ParseRefs(result.Output, found) : null;
        tips?.Tell(found);
        // One missing object ends for-each-ref (git 2.55 even crashes): read the names, then object by object.
        return snapshot ?? ReadOneByOne(git, patterns);
    }

    /// <summary>Reads the names alone: which ref points at what.</summary>
    /// <param name="git">The repository.</param>
    /// <param name="prefixes">As for <see cref="Read"/>.</param>
    /// <exception cref="SwarmException">Git failed.</exception>
    public static Dictionary<RefName, ObjectId> ReadNames(SwarmGit git, IEnumerable<string> prefixes)
    {
        var result = git.Run(["for-each-ref", "--format=%(objectname) %(refname)", .. prefixes]).OrThrow("list refs");
        var names = new Dictionary<RefName, ObjectId>();
        foreach (var line in result.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var space = line.IndexOf(' ');
            names[new RefName(line[(space + 1)..])] = ObjectId.Parse(line.AsSpan(0, space));
        }
        return names;
    }

    private static Snapshot ParseRefs(byte[] output, Dictionary<string, CommitTree> tips)
    {
        var builder = new SnapshotBuilder();
        ReadOnlyMemory<byte> rest = output;
        while (rest.Length > 0)
        {
            var name = new RefName(Encoding.UTF8.GetString(Take(ref rest)));
            var type = Encoding.ASCII.GetString(Take(ref rest));
            var id = ObjectId.Parse(Encoding.ASCII.GetString(Take(ref rest)));
            _ = Utf8Parser.TryParse(Take(ref rest), out int size, out _);
            if (BranchTips.Holds(name))
            {
                if (CommitTree.Parse(id, rest.Span[..size]) is { } tip)
                {
                    tips[name.Value] = tip;
                }
            }
            else
            {
                builder.Add(name, id, type, rest[..size]);
            }
            rest = rest[(size + 1)..];
        }
        return builder.Build();
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlyMemory<byte> rest)
    {
        var end = rest.Span.IndexOf((byte)0);
        var field = rest.Span[..end];
        rest = rest[(end + 1)..];
        return field;
    }

    private static Snapshot ReadOneByOne(SwarmGit git, string[] patterns)
    {
        var names = ReadNames(git, patterns);
        var builder = new SnapshotBuilder();
        var request = string.Join('\n', names.Values.Select(id => id.Hex)) + "\n";
        var result = git.Run(["cat-file", "--batch"], Encoding.ASCII.GetBytes(request));
        ReadOnlyMemory<byte> rest = result.Output;
        foreach (var (name, id) in names)
        {
            var end = rest.Span.IndexOf((byte)'\n');
            // "<id> <type> <size>", or "<id> missing"; nothing at all when git stopped at a corrupt object.
            var header = end < 0 ? [] : Encoding.ASCII.GetString(rest.Span[..end]).Split(' ');
            rest = end < 0 ? default : rest[(end + 1)..];
            if (header is [_, var type, var length] && int.TryParse(length, out var size) && rest.Length > size)
            {
                builder.Add(name, id, type, rest[..size]);
                rest = rest[(size + 1)..];
            }
            else
            {
                builder.Report(name, id, header.Length == 0 ? "object unreadable" : "object missing");
            }
        }
        return builder.Build();
    }

    private sealed class SnapshotBuilder
    {
        private readonly Dictionary<RefName, StoredBlob> blobs = [];
        private readonly List<StoreProblem> problems = [];
        private readonly Dictionary<(string Remote, string Clone), int> expanded = [];
        private int all;

        public void Add(RefName name, ObjectId id, string type, ReadOnlyMemory<byte> content)
        {
            var parts = SwarmRefs.Parse(name);
            if (type != "blob")
            {
                // Trees are ours where superseded blobs are kept; elsewhere somebody pushed what does not belong here.
                if (parts?.Kind != SwarmRefs.Superseded)
                {
                    Report(name, id, $"a {type}, not a blob");
                }
            }
            else if (content.Length > LargestBlob)
            {
                Report(name, id, "larger than 1 MiB");
            }
            else if (parts is not null)
            {
                blobs[name] = new StoredBlob(name, parts, id, content);
                if (parts.Kind == SwarmRefs.Presence)
                {
                    Expand(blobs[name]);
                }
            }
            else
            {
                Report(name, id, "a name of no known form");
            }
        }

        /// <summary>What is under this clone's own name in there is stale, and dropped with the rest of what was fetched of it.</summary>
        private void Expand(StoredBlob presence)
        {
            var (read, reason) = PresenceBlob.Parse(presence.Content);
            if (read is null)
            {
                Report(presence.Name, presence.Id, reason!);
                return;
            }
            var (remote, clone) = (presence.Ref.Remote ?? SwarmRefs.ByHand, presence.Ref.CloneId);
            foreach (var entry in read.Entries)
            {
                var ofClone = expanded[(remote, clone)] = expanded.GetValueOrDefault((remote, clone)) + 1;
                if (ofClone > MostOfClone || ++all > Most)
                {
                    Report(presence.Name, presence.Id, "too many sessions");
                    return;
                }
                foreach (var (kind, record) in entry.Records)
                {
                    var name = SwarmRefs.Fetched(remote, new RefName($"{SwarmRefs.Prefix(kind)}/{clone}/{entry.Id}"));
                    // A push that went through in part leaves a session that ended among the live ones, too.
                    if (!blobs.TryGetValue(name, out var other) || RecordAge.IsLater(record.Span, other.Content.Span))
                    {
                        blobs[name] = new StoredBlob(
                            name,
                            new SwarmRef(kind, clone, entry.Id, null) { Remote = remote },
                            presence.Id,
                            record
                        );
                    }
                }
            }
        }

        public void Report(RefName name, ObjectId id, string reason) => problems.Add(new StoreProblem(name, id, reason));

        public Snapshot Build() => new(blobs, problems);
    }
}
