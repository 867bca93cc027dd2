using System.Text;
using GitSwarm.Git;
using GitSwarm.Store;

namespace GitSwarm.Doctor;

/// <summary>Finds refs that lead nowhere, and takes refs away.</summary>
internal static class BrokenRefs
{
    private static readonly string[] Roots = [SwarmRefs.Root, SwarmRefs.RemoteRoot];

    /// <summary>Refs of ours, local and fetched, whose object is missing or unreadable.</summary>
    public static List<(RefName Name, ObjectId Id)> WithoutObject(SwarmGit git)
    {
        // Reading everything at once is cheap, and succeeds unless something is broken.
        if (git.Run(["for-each-ref", "--format=%(raw:size)%(raw)", .. Roots]).Ok)
        {
            return [];
        }
        var readable = new Dictionary<ObjectId, bool>();
        var broken = new List<(RefName, ObjectId)>();
        foreach (var (name, id) in SnapshotReader.ReadNames(git, Roots))
        {
            if (!readable.TryGetValue(id, out var ok))
            {
                readable[id] = ok = IsReadable(git, id);
            }
            if (!ok)
            {
                broken.Add((name, id));
            }
        }
        return broken;
    }

    /// <summary>Loose refs whose file holds no object name: what a power cut leaves.</summary>
    public static List<RefName> WithoutValue(Repository repository)
    {
        if (repository.RefFormat == RefFormat.Reftable)
        {
            return [];
        }
        return
        [
            .. Roots
                .Select(r => Path.Combine(repository.CommonDir, r))
                .Where(Directory.Exists)
                .SelectMany(d => Directory.EnumerateFiles(d, "*", SearchOption.AllDirectories))
                .Where(f => !f.EndsWith(".lock", StringComparison.Ordinal) && !HoldsValue(f))
                .Select(f => new RefName(Path.GetRelativePath(repository.CommonDir, f).Replace('\\', '/'))),
        ];
    }

    /// <summary>True when all of an object can be read.</summary>
    public static bool IsReadable(SwarmGit git, ObjectId id) => git.Run(["cat-file", "-p", id.Hex]).Ok;

    /// <summary>Deletes a ref that still has a value; true also when it has another one by now.</summary>
    public static bool Delete(SwarmGit git, RefName name, ObjectId id) =>
        git.Run(["update-ref", "--stdin", "-z"], Encoding.UTF8.GetBytes($"delete {name}\0{id}\0")).Ok
        || SnapshotReader.ReadNames(git, [name.Value]).GetValueOrDefault(name) != id;

    /// <summary>Deletes a loose ref that has no value; true also when it has one by now.</summary>
    /// <remarks>The file itself, for git neither deletes nor writes such a ref; so nobody can be writing it meanwhile.</remarks>
    public static bool DeleteWithoutValue(Repository repository, RefName name)
    {
        var file = Path.Combine(repository.CommonDir, name.Value);
        if (File.Exists(file) && !HoldsValue(file))
        {
            File.Delete(file);
        }
        return true;
    }

    private static bool HoldsValue(string file)
    {
        try
        {
            var text = File.ReadAllText(file).TrimEnd();
            return ObjectId.TryParse(text, out _) || text.StartsWith("ref: ", StringComparison.Ordinal);
        }
        catch (FileNotFoundException)
        {
            // Deleted meanwhile.
            return true;
        }
    }
}
