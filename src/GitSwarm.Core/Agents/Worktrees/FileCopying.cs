using GitSwarm.Git;

namespace GitSwarm.Agents.Worktrees;

/// <summary>Copies chosen files from one work tree to another, up to a bound, and never out of it.</summary>
/// <remarks>
/// Links are copied as links. Nothing is written through a link that lies in the target, and no file that is there already
/// is touched. Modes are kept, of directories, too.
/// </remarks>
/// <param name="from">Top of the one.</param>
/// <param name="to">Top of the other.</param>
internal sealed class FileCopying(string from, string to)
{
    /// <summary>More files are no settings any more but a build's output, which a setup command makes faster.</summary>
    internal const int MostFiles = 2000;

    /// <summary>As with <see cref="MostFiles"/>.</summary>
    internal const long MostBytes = 256L << 20;

    private readonly Dictionary<string, bool> folders = new(StringComparer.Ordinal) { [""] = true };
    private int files;
    private long bytes;
    private int tooMany;
    private readonly List<string> failed = [];

    /// <summary>Copies.</summary>
    /// <returns>What was left out, for people.</returns>
    internal List<string> Copy(IEnumerable<RawPath> paths)
    {
        foreach (var path in paths)
        {
            try
            {
                if (!ListedFiles.IsText(path) || !CopyOne(path.Text))
                {
                    failed.Add(path.Text);
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                failed.Add(path.Text);
            }
        }
        var notes = new List<string>();
        if (tooMany > 0)
        {
            notes.Add($"{tooMany} files of {ListedFiles.Name} not copied: more than {MostFiles} files or {MostBytes >> 20} MiB");
        }
        if (failed.Count > 0)
        {
            notes.Add($"{failed.Count} files of {ListedFiles.Name} cannot be copied, such as {Texts.Cut(failed[0], 100)}");
        }
        return notes;
    }

    private bool CopyOne(string path)
    {
        var source = new FileInfo(Path.Combine(from, path));
        var target = Path.Combine(to, path);
        if (!Enter(Path.GetDirectoryName(path) ?? ""))
        {
            return false;
        }
        if (Path.Exists(target) || new FileInfo(target).LinkTarget is not null)
        {
            return true;
        }
        if (source.LinkTarget is { } link)
        {
            files++;
            File.CreateSymbolicLink(target, link);
        }
        else if (files >= MostFiles || bytes + source.Length > MostBytes)
        {
            tooMany++;
        }
        else
        {
            files++;
            bytes += source.Length;
            source.CopyTo(target);
        }
        return true;
    }

    /// <summary>Makes a directory of the target; false where something else is in its place, such as a link that leads elsewhere.</summary>
    private bool Enter(string folder)
    {
        if (folders.TryGetValue(folder, out var known))
        {
            return known;
        }
        var directory = new DirectoryInfo(Path.Combine(to, folder));
        var entered = Enter(Path.GetDirectoryName(folder) ?? "") && directory.LinkTarget is null && !File.Exists(directory.FullName);
        if (entered && !directory.Exists)
        {
            directory.Create();
            if (!OperatingSystem.IsWindows())
            {
                // Whatever the one copied from allows, files have to get in.
                directory.UnixFileMode =
                    new DirectoryInfo(Path.Combine(from, folder)).UnixFileMode
                    | UnixFileMode.UserRead
                    | UnixFileMode.UserWrite
                    | UnixFileMode.UserExecute;
            }
        }
        return folders[folder] = entered;
    }
}
