using System.Text;

namespace GitSwarm.Git.Trees;

/// <summary>Compares a work tree with its index by what the file system says of each file, and lists what is in neither.</summary>
/// <remarks>
/// It says that something is changed or untracked, or that it is not, only where git would say the same without reading a file.
/// Whatever else it meets (a file of the same size with another time, a directory in the place of a file, a repository of its
/// own, what it may not read) ends it, and git has to look.
/// </remarks>
internal sealed class TreeScan
{
    private const int Deepest = 60;

    private readonly GitIndex index;
    private readonly FolderNames names = new();
    private readonly List<ChangedPath> changed = [];

    private TreeScan(GitIndex index) => this.index = index;

    /// <summary>Scans.</summary>
    /// <param name="top">Absolute path of the work tree.</param>
    /// <param name="index">Its index.</param>
    /// <param name="rules">Gives the files of ignore rules for the whole work tree, the weakest first; null where only git knows them.</param>
    /// <param name="from">The first entry to be compared. What is untracked in a directory is found with the first of its entries.</param>
    /// <param name="to">Behind the last.</param>
    /// <returns>What differs, tracked or not; null where only git can tell.</returns>
    internal static List<ChangedPath>? Run(string top, GitIndex index, Func<IReadOnlyList<IgnoreFile>?> rules, int from, int to)
    {
        var path = Encoding.UTF8.GetBytes(top.EndsWith('/') ? top : top + "/");
        var descriptor = LinuxTree.Open([.. path, 0]);
        if (descriptor < 0)
        {
            return null;
        }
        try
        {
            var scan = new TreeScan(index);
            var all = new Part(0, index.Entries.Length, from, to, 0);
            return scan.Visit(descriptor, all, new IgnoreScope(null, path, [], rules), 0) ? scan.changed : null;
        }
        finally
        {
            _ = LinuxTree.Close(descriptor);
        }
    }

    /// <summary>The entries of one directory and of those in it.</summary>
    /// <param name="First">The first of them.</param>
    /// <param name="Last">Behind the last.</param>
    /// <param name="From">The first that is to be compared here.</param>
    /// <param name="To">Behind the last that is.</param>
    /// <param name="Prefix">How much of their paths is the directory, with its slash.</param>
    private readonly record struct Part(int First, int Last, int From, int To, int Prefix);

    private bool Visit(int descriptor, Part part, IgnoreScope scope, int depth)
    {
        if (depth > Deepest)
        {
            return false;
        }
        var present = 0;
        for (var i = part.From; i < part.To; )
        {
            var rest = index.Path(i)[part.Prefix..];
            var slash = rest.IndexOf((byte)'/');
            var found =
                slash < 0 ? Compare(descriptor, i++, part.Prefix) : VisitBelow(descriptor, ref i, rest[..slash], part, scope, depth);
            if (found is null)
            {
                return false;
            }
            present += found.Value ? 1 : 0;
        }
        // Of those who share a directory the first lists it.
        return part.From != part.First || FindUntracked(descriptor, part, scope, present);
    }

    /// <summary>Goes into a directory of tracked files.</summary>
    /// <param name="around">The directory around it.</param>
    /// <param name="next">An entry in it; after the call, the first behind it.</param>
    /// <param name="name">Its name.</param>
    /// <param name="part">Entries of the directory around it.</param>
    /// <param name="scope">What is ignored around it.</param>
    /// <param name="depth">How deep it lies.</param>
    /// <returns>Whether it is there; null where only git can tell.</returns>
    private bool? VisitBelow(int around, ref int next, ReadOnlySpan<byte> name, Part part, IgnoreScope scope, int depth)
    {
        var (from, first) = (next, next);
        var prefix = part.Prefix + name.Length + 1;
        var path = index.Path(from)[..prefix];
        while (first > part.First && index.Path(first - 1).StartsWith(path))
        {
            first--;
        }
        var last = from + 1;
        while (last < part.Last && index.Path(last).StartsWith(path))
        {
            last++;
        }
        next = Math.Min(last, part.To);
        var descriptor = LinuxTree.Open(around, [.. name, 0], out var isMissing);
        if (descriptor < 0)
        {
            for (var i = from; isMissing && i < next; i++)
            {
                Add(index.Path(i), untracked: false);
            }
            return isMissing ? false : null;
        }
        try
        {
            return Visit(descriptor, new Part(first, last, from, next, prefix), scope.Below(name), depth + 1) ? true : null;
        }
        finally
        {
            _ = LinuxTree.Close(descriptor);
        }
    }

    /// <summary>Compares a tracked file with what the index says of it.</summary>
    /// <returns>Whether it is there; null where only git can tell whether it changed.</returns>
    private bool? Compare(int descriptor, int entry, int prefix)
    {
        if (index.Number(entry, 6) == GitIndex.Repository)
        {
            return CompareRepository(descriptor, index.Path(entry)[prefix..]);
        }
        if (!LinuxTree.Look(descriptor, in index.Names[index.Entries[entry].Path + prefix], out var file, out var isMissing))
        {
            if (isMissing)
            {
                Add(index.Path(entry), untracked: false);
            }
            return isMissing ? false : null;
        }
        var mode = index.Number(entry, 6);
        if ((file.Mode & 0xF000) != (mode & 0xF000) || ((mode & 0xF000) == 0x8000 && ((file.Mode ^ mode) & 0x40) != 0))
        {
            return null;
        }
        if (index.Number(entry, 9) is var size && size != unchecked((uint)file.Size))
        {
            // Git sets 0 where it wants the content compared.
            if (size != 0)
            {
                Add(index.Path(entry), untracked: false);
            }
            return size != 0 ? true : null;
        }
        return
            index.Number(entry, 0) == unchecked((uint)file.CtimeSeconds)
            && index.Number(entry, 1) == file.CtimeNanoseconds
            && index.Number(entry, 2) == unchecked((uint)file.MtimeSeconds)
            && index.Number(entry, 3) == file.MtimeNanoseconds
            && index.Number(entry, 5) == unchecked((uint)file.Inode)
            && index.Number(entry, 7) == file.User
            && index.Number(entry, 8) == file.Group
            ? true
            : null;
    }

    /// <summary>A submodule that is not checked out is as it should be, whatever lies in its place.</summary>
    /// <returns>Null where it is checked out, or nothing is there.</returns>
    private bool? CompareRepository(int descriptor, ReadOnlySpan<byte> name)
    {
        var inner = LinuxTree.Open(descriptor, [.. name, 0], out _);
        if (inner < 0)
        {
            return null;
        }
        try
        {
            return names.Read(inner) && !names.HasRepository ? true : null;
        }
        finally
        {
            _ = LinuxTree.Close(inner);
        }
    }

    /// <summary>Lists what is in a directory and not in the index; where as many names are there as were found tracked, nothing is.</summary>
    private bool FindUntracked(int descriptor, Part part, IgnoreScope scope, int present)
    {
        if (!names.Read(descriptor))
        {
            return false;
        }
        var isTop = part.Prefix == 0;
        for (var (at, left) = (0, names.Count - present); left > 0 && names.Next(ref at, out var name, out var type); )
        {
            if (name.SequenceEqual(".git"u8))
            {
                if (!isTop)
                {
                    return false;
                }
                left--;
            }
            else if (!IsTracked(part, name))
            {
                left--;
                if (!Judge(descriptor, name, type, scope))
                {
                    return false;
                }
            }
        }
        return true;
    }

    private bool IsTracked(Part part, ReadOnlySpan<byte> name)
    {
        Span<byte> folder = [.. name, (byte)'/'];
        return FirstFrom(part, name) is var i && i < part.Last && index.Path(i)[part.Prefix..].SequenceEqual(name)
            || FirstFrom(part, folder) is var n && n < part.Last && index.Path(n)[part.Prefix..].StartsWith(folder);
    }

    private int FirstFrom(Part part, ReadOnlySpan<byte> name)
    {
        var (low, high) = (part.First, part.Last);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = index.Path(middle)[part.Prefix..].SequenceCompareTo(name) < 0 ? (middle + 1, high) : (low, middle);
        }
        return low;
    }

    private bool Judge(int descriptor, ReadOnlySpan<byte> name, EntryType type, IgnoreScope scope)
    {
        var isFolder = type == EntryType.Folder;
        if (type == EntryType.Unknown || scope.Ignores(name, isFolder) is not { } isIgnored)
        {
            return false;
        }
        if (isIgnored || !(isFolder || type is EntryType.File or EntryType.Link))
        {
            return true;
        }
        if (isFolder)
        {
            var holds = NewFolder.Holds(descriptor, name, scope, Deepest);
            if (holds == true)
            {
                Add([.. scope.Path, .. name, (byte)'/'], untracked: true);
            }
            return holds is not null;
        }
        Add([.. scope.Path, .. name], untracked: true);
        return true;
    }

    private void Add(ReadOnlySpan<byte> path, bool untracked) => changed.Add(new ChangedPath(Encoding.UTF8.GetString(path), untracked));
}
