using System.Globalization;
using System.Text;
using GitSwarm.Git;

namespace GitSwarm.Conflicts;

/// <summary>Makes a commit of each work tree's state, in a <see cref="Scratch"/>.</summary>
internal sealed class StateWriter(RadarGit git, Scratch scratch, int parallelism)
{
    private static readonly KeyValuePair<string, string>[] Quick =
    [
        new("core.fsync", "none"),
        new("core.fsyncObjectFiles", "false"),
        new("core.looseCompression", "0"),
        new("core.compression", "0"),
        // A line end that cannot be restored would end the call.
        new("core.safecrlf", "false"),
    ];

    /// <summary>
    /// Seconds since 1970: the year 2100. Git looks for a common base from the latest commit backwards, so one that seemed older
    /// than what it stands on would let it walk through all of history first.
    /// </summary>
    private const long AfterAll = 4_102_444_800;

    /// <summary>A commit for each state, in the order given; the one checked out where nothing differs.</summary>
    /// <param name="sides">Work trees with their states.</param>
    internal ObjectId[] Write(IReadOnlyList<(string Top, WorktreeState State)> sides)
    {
        var dirty = Enumerable.Range(0, sides.Count).Where(i => !sides[i].State.IsClean).ToList();
        var blobs = new Dictionary<RawPath, string>[sides.Count];
        git.Each(
            dirty.Count,
            parallelism,
            n => blobs[dirty[n]] = Hash(sides[dirty[n]].Top, [.. sides[dirty[n]].State.Changed.Where(c => c.IsHashed).Select(c => c.Path)])
        );
        var commits = sides.Select(s => s.State.Head).ToArray();
        if (dirty.Count == 0)
        {
            return commits;
        }
        var stream = new MemoryStream();
        for (var n = 0; n < dirty.Count; n++)
        {
            Append(stream, n + 1, sides[dirty[n]].Top, sides[dirty[n]].State, blobs[dirty[n]]);
        }
        Append(stream, "done\n");
        var made = git.Run(
                ["fast-import", "--quiet", "--done", "--force"],
                stream.ToArray(),
                scratch.Directory,
                scratch.Alone,
                // Unpacking would start another process.
                [.. Quick, new("fastimport.unpackLimit", "1"), new("core.ignoreCase", "false")]
            )
            .OrThrow("build the states of work trees")
            .Text.Split('\n');
        for (var n = 0; n < dirty.Count; n++)
        {
            commits[dirty[n]] = ObjectId.Parse(made[n]);
        }
        return commits;
    }

    /// <summary>Stores the contents of files as <c>git add</c> would, so that line ends are those of the repository.</summary>
    /// <returns>The blob of each path that could be read.</returns>
    private Dictionary<RawPath, string> Hash(string top, List<RawPath> paths)
    {
        var found = new Dictionary<RawPath, string>(paths.Count);
        while (paths.Count > 0)
        {
            var input = Encoding.Latin1.GetBytes(string.Concat(paths.Select(p => p.Quoted + "\n")));
            var result = git.Run(["hash-object", "-w", "--stdin-paths"], input, top, scratch.Objects, [.. Quick, .. git.Neutral]);
            var ids = result.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            for (var i = 0; i < Math.Min(ids.Length, paths.Count); i++)
            {
                found[paths[i]] = ids[i];
            }
            // It stops at a file it cannot read, or that vanished meanwhile: go on behind it.
            paths = result.Ok ? [] : [.. paths.Skip(ids.Length + 1)];
        }
        return found;
    }

    private void Append(MemoryStream stream, int mark, string top, WorktreeState state, Dictionary<RawPath, string> blobs)
    {
        Append(stream, $"commit refs/looks/{mark}\nmark :{mark}\ncommitter look <look> {AfterAll} +0000\ndata 0\n");
        if (!state.Head.IsNone)
        {
            Append(stream, $"from {state.Head}\n");
        }
        foreach (var merging in state.Merging)
        {
            Append(stream, $"merge {merging}\n");
        }
        // What goes first, for a directory may take the place of a file.
        foreach (var file in state.Changed.Where(c => c.IsDeleted))
        {
            Append(stream, $"D {file.Path.Quoted}\n");
        }
        foreach (var file in state.Changed.Where(c => !c.IsDeleted))
        {
            Append(stream, top, file, blobs);
        }
        Append(stream, $"\nget-mark :{mark}\n");
    }

    private void Append(MemoryStream stream, string top, ChangedFile file, Dictionary<RawPath, string> blobs)
    {
        if (file.IsStaged || blobs.ContainsKey(file.Path))
        {
            Append(stream, $"M {file.Mode} {(file.IsStaged ? file.IndexId : blobs[file.Path])} {file.Path.Quoted}\n");
        }
        else if (file.Mode == ChangedFile.Submodule)
        {
            if (SubmoduleHead(top, file) is { } head)
            {
                Append(stream, $"M {ChangedFile.Submodule} {head} {file.Path.Quoted}\n");
            }
        }
        else
        {
            var content = file.Mode == ChangedFile.Link ? SymbolicLink.TargetOf(file.Path.Below(top)) ?? [] : Placeholder(file);
            Append(stream, $"M {file.Mode} inline {file.Path.Quoted}\ndata {content.Length}\n");
            stream.Write(content);
            Append(stream, "\n");
        }
    }

    private ObjectId? SubmoduleHead(string top, ChangedFile file)
    {
        var place = Path.Combine(top, file.Path.Text);
        // Without a repository of its own git would answer for the one around it.
        if (!Path.Exists(Path.Combine(place, ".git")))
        {
            return null;
        }
        var result = git.Run(["rev-parse", "--verify", "--quiet", "HEAD"], default, place, new Dictionary<string, string>(), []);
        return result.Ok && ObjectId.TryParse(result.Text, out var id) ? id : null;
    }

    /// <summary>Stands for a content that is not read: too large, or unreadable.</summary>
    private static byte[] Placeholder(ChangedFile file) =>
        // The zero makes it binary: it differs as a whole or not at all.
        Encoding.ASCII.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"\0not read: {file.State?.Size} {file.State?.MtimeNanoseconds}\n")
        );

    private static void Append(MemoryStream stream, string text) => stream.Write(Encoding.Latin1.GetBytes(text));
}
