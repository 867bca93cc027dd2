namespace GitSwarm.Git.Trees;

/// <summary>A directory no tracked file is in: git lists it where it holds a file that is not ignored.</summary>
internal static class NewFolder
{
    /// <summary>Whether such a file is in it, however deep.</summary>
    /// <param name="around">The directory around it.</param>
    /// <param name="name">Its name.</param>
    /// <param name="scope">What is ignored around it.</param>
    /// <param name="depth">How deep to go.</param>
    /// <returns>Null where only git can tell.</returns>
    internal static bool? Holds(int around, ReadOnlySpan<byte> name, IgnoreScope scope, int depth)
    {
        var descriptor = depth > 0 ? LinuxTree.Open(around, [.. name, 0], out _) : -1;
        if (descriptor < 0)
        {
            return null;
        }
        try
        {
            var names = new FolderNames();
            return names.Read(descriptor) && !names.HasRepository ? Holds(descriptor, names, scope.Below(name), depth) : null;
        }
        finally
        {
            _ = LinuxTree.Close(descriptor);
        }
    }

    // Files first: most often one decides, and nothing has to be opened.
    private static bool? Holds(int descriptor, FolderNames names, IgnoreScope scope, int depth)
    {
        for (var at = 0; names.Next(ref at, out var name, out var type); )
        {
            bool? isIgnored = type switch
            {
                EntryType.File or EntryType.Link => scope.Ignores(name, isFolder: false),
                EntryType.Unknown => null,
                _ => true,
            };
            if (isIgnored is not true)
            {
                return isIgnored is null ? null : true;
            }
        }
        for (var at = 0; names.Next(ref at, out var name, out var type); )
        {
            if (type != EntryType.Folder)
            {
                continue;
            }
            var holds = scope.Ignores(name, isFolder: true) switch
            {
                true => false,
                false => Holds(descriptor, name, scope, depth - 1),
                null => null,
            };
            if (holds is not false)
            {
                return holds;
            }
        }
        return false;
    }
}
