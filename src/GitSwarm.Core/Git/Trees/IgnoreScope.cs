namespace GitSwarm.Git.Trees;

/// <summary>What is ignored in one directory of a work tree: the files of rules are read when somebody asks.</summary>
/// <param name="around">The directory around it; null at the top.</param>
/// <param name="top">Absolute path of the work tree with a slash at its end.</param>
/// <param name="path">The directory in it, with a slash at its end; empty at the top.</param>
/// <param name="common">Gives the files of rules for the whole work tree, the weakest first; null where only git knows them.</param>
internal sealed class IgnoreScope(IgnoreScope? around, byte[] top, byte[] path, Func<IReadOnlyList<IgnoreFile>?> common)
{
    private readonly IgnoreScope? around = around;
    private IReadOnlyList<IgnoreFile>? users;
    private IgnoreFile? own;
    private bool isIgnored;
    private bool isRead;

    /// <summary>The directory, as given.</summary>
    internal ReadOnlySpan<byte> Path => path;

    /// <summary>The scope of a directory in this one.</summary>
    /// <param name="name">Its name.</param>
    internal IgnoreScope Below(ReadOnlySpan<byte> name) => new(this, top, [.. path, .. name, (byte)'/'], common);

    /// <summary>Whether something in it is ignored.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="isFolder">It is a directory, and no link to one.</param>
    /// <returns>Null where git has to say.</returns>
    internal bool? Ignores(ReadOnlySpan<byte> name, bool isFolder) => Read() ? isIgnored || Decide([.. path, .. name], isFolder) : null;

    private bool Read()
    {
        if (!isRead)
        {
            isRead = true;
            users =
                around is null ? common()
                : around.Read() ? around.users
                : null;
            own = users is null ? null : IgnoreFile.Read([.. top, .. path, .. ".gitignore"u8], mayBeLink: false);
            // In a directory that is ignored everything is, whatever its own rules say.
            isIgnored = own is not null && around is not null && (around.isIgnored || around.Decide(path.AsSpan(..^1), isFolder: true));
        }
        return own is not null;
    }

    /// <summary>The nearest file that says something decides.</summary>
    private bool Decide(ReadOnlySpan<byte> whole, bool isFolder)
    {
        for (var scope = this; scope is not null; scope = scope.around)
        {
            if (scope.own!.Ignores(whole[scope.Path.Length..], isFolder) is { } said)
            {
                return said;
            }
        }
        for (var i = users!.Count - 1; i >= 0; i--)
        {
            if (users[i].Ignores(whole, isFolder) is { } said)
            {
                return said;
            }
        }
        return false;
    }
}
