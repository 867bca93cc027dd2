namespace GitSwarm.Hooks;

/// <summary>A hook file as it lies on disk.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Bytes">All of it.</param>
/// <param name="Content">What it says.</param>
/// <param name="IsLink">True for a symbolic link: what it leads to belongs to somebody else.</param>
/// <param name="IsExecutable">False when git would not run it.</param>
internal sealed record InstalledHook(string Path, byte[] Bytes, HookContent Content, bool IsLink, bool IsExecutable)
{
    /// <summary>Reads the file; null when there is none.</summary>
    /// <exception cref="SwarmException">There is something that cannot be read.</exception>
    public static InstalledHook? Read(string path, string eventName, HookTexts texts)
    {
        var isLink = new FileInfo(path).LinkTarget is not null;
        if (!File.Exists(path) && !isLink && !Directory.Exists(path))
        {
            return null;
        }
        try
        {
            // A dangling link (which "exists" here) and a directory are in the way as much as a script is.
            var isFile = isLink ? File.ResolveLinkTarget(path, returnFinalTarget: true) is FileInfo { Exists: true } : File.Exists(path);
            var bytes = isFile ? File.ReadAllBytes(path) : [0];
            return new InstalledHook(path, bytes, new HookContent(bytes, eventName, texts), isLink, isFile && CanExecute(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SwarmException(ErrorCode.ForeignFile, $"cannot read {path}: {error.Message}", "make the file readable");
        }
    }

    /// <summary>True when our block is in it and may be changed.</summary>
    public bool IsOurs => Content.HasBlock && !IsLink;

    /// <summary>Why our block cannot be inserted, or null when it can.</summary>
    public string? ChainObstacle =>
        IsLink ? "it is a symbolic link, and its target may serve other repositories"
        : Content.ChainObstacle is { } reason ? reason
        : !IsExecutable ? "it is not executable, so git does not run it"
        : null;

    private static bool CanExecute(string path) =>
        OperatingSystem.IsWindows()
        || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute))
            != UnixFileMode.None;
}
