using System.Text;

namespace GitSwarm.Git;

/// <summary>What is in a file that whoever can push may have put there.</summary>
/// <remarks>
/// A link can lead to a device that never ends, or that nobody may open. Links are followed, but nothing except ordinary files is
/// opened, and however long one is or becomes, no more than a limit is read.
/// </remarks>
/// <param name="Content">All of it; null where it was not read.</param>
/// <param name="Problem">Why it was not, in a few words; null where it was.</param>
public sealed record PlainFile(byte[]? Content, string? Problem)
{
    /// <summary>Reads.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="mostBytes">How long it may be.</param>
    public static PlainFile Read(string path, int mostBytes)
    {
        try
        {
            return Look(path, mostBytes);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new PlainFile(null, $"it cannot be read: {error.Message}");
        }
    }

    /// <summary>As <see cref="Read"/>, where somebody else says what went wrong.</summary>
    /// <exception cref="IOException">It was not read.</exception>
    /// <exception cref="UnauthorizedAccessException">Nor may it be.</exception>
    internal static byte[] Bytes(string path, int mostBytes)
    {
        var file = Look(path, mostBytes);
        return file.Content ?? throw new IOException(file.Problem);
    }

    private static PlainFile Look(string path, int mostBytes)
    {
        var target = path;
        if (StateOf(path) is { IsLink: true })
        {
            target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        }
        if (StateOf(target) is not { IsFile: true } state)
        {
            return new PlainFile(null, "it is no ordinary file, or a link that leads nowhere");
        }
        return state.Size <= mostBytes && ReadUpTo(target, mostBytes) is { } content
            ? new PlainFile(content, null)
            : new PlainFile(null, $"it is larger than {(mostBytes < 1 << 20 ? $"{mostBytes >> 10} KiB" : $"{mostBytes >> 20} MiB")}");
    }

    private static FileState? StateOf(string path) => FileState.Of(Encoding.UTF8.GetBytes(path));

    // Not by its length alone: where the runtime tells what a file is, a device has none.
    private static byte[]? ReadUpTo(string path, int mostBytes)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (file.Read(buffer) is > 0 and var read)
        {
            if (content.Length + read > mostBytes)
            {
                return null;
            }
            content.Write(buffer, 0, read);
        }
        return content.ToArray();
    }
}
