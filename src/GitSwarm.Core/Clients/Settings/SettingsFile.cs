using GitSwarm.Git;

namespace GitSwarm.Clients.Settings;

/// <summary>A settings file as it lies on disk.</summary>
/// <param name="Path">Where the client looks for it.</param>
/// <param name="Target">Where it is: <paramref name="Path"/>, or what the link there leads to.</param>
/// <param name="Bytes">All of it; null when there is none.</param>
internal sealed record SettingsFile(string Path, string Target, byte[]? Bytes)
{
    private const int MostBytes = 64 << 20;

    /// <summary>Reads.</summary>
    /// <exception cref="SwarmException">There is something that cannot be read.</exception>
    public static SettingsFile Read(string path)
    {
        try
        {
            var target = new FileInfo(path).LinkTarget is null
                ? path
                : File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
            return Directory.Exists(target) ? throw new IOException("it is a directory")
                : File.Exists(target) ? new SettingsFile(path, target, PlainFile.Bytes(target, MostBytes))
                : new SettingsFile(path, target, null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SwarmException(
                ErrorCode.ForeignFile,
                $"cannot read {path}: {error.Message}",
                "make it a file you can read, and run the command again"
            );
        }
    }

    /// <summary>How many directories have to be made for the file.</summary>
    public int MissingFolders
    {
        get
        {
            var count = 0;
            for (var folder = System.IO.Path.GetDirectoryName(Target); folder is not null && !Directory.Exists(folder); count++)
            {
                folder = System.IO.Path.GetDirectoryName(folder);
            }
            return count;
        }
    }

    /// <summary>The change to other bytes; null when these are they.</summary>
    /// <param name="after">The bytes to write; null to delete the file.</param>
    /// <param name="madeFolders">How many directories above a deleted file were made for it.</param>
    /// <exception cref="SwarmException">The file is not to be written.</exception>
    public SettingsChange? To(byte[]? after, int madeFolders = 0)
    {
        if (after is null ? Bytes is null : Bytes is not null && Bytes.AsSpan().SequenceEqual(after))
        {
            return null;
        }
        if (Bytes is not null && new FileInfo(Target).IsReadOnly)
        {
            throw new SwarmException(ErrorCode.StoreReadOnly, $"{Target} is read-only", "make it writable and run the command again");
        }
        return new SettingsChange(Target, Bytes, after, madeFolders);
    }
}
