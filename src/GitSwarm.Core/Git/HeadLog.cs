using System.Text;

namespace GitSwarm.Git;

/// <summary>What git last did to HEAD in a work tree, from the file it keeps of that: no process is started.</summary>
/// <remarks>Where there is no such file (reftable, a bare repository, <c>core.logAllRefUpdates=false</c>) the answer is null.</remarks>
public static class HeadLog
{
    /// <summary>A line is two ids, a name, a time and a message; longer ones than this are not git's own.</summary>
    private const int Tail = 4096;

    /// <summary>The message of the last entry: <c>commit (merge): …</c>, <c>rebase (start): …</c>, <c>checkout: …</c>.</summary>
    /// <param name="repository">As seen from the work tree in question.</param>
    public static string? LastMessage(Repository repository)
    {
        var path = Path.Combine(repository.GitDir, "logs", "HEAD");
        if (!File.Exists(path))
        {
            return null;
        }
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        file.Seek(-Math.Min(Tail, file.Length), SeekOrigin.End);
        var bytes = new byte[Tail];
        var read = file.ReadAtLeast(bytes, Tail, throwOnEndOfStream: false);
        var line = Encoding.UTF8.GetString(bytes, 0, read).TrimEnd('\n').Split('\n')[^1];
        var tab = line.IndexOf('\t', StringComparison.Ordinal);
        return tab < 0 ? null : line[(tab + 1)..];
    }
}
