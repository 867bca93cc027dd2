using System.Text;

namespace GitSwarm.Git;

/// <summary>One path git reports as changed.</summary>
/// <param name="Path">Relative to the top, with forward slashes.</param>
/// <param name="Untracked">Not in the index.</param>
public readonly record struct ChangedPath(string Path, bool Untracked);

/// <summary>What <c>git status</c> says of one work tree.</summary>
/// <param name="Branch">Short branch name; null when detached.</param>
/// <param name="Head">The commit checked out; none before the first commit.</param>
/// <param name="Changed">Changed and untracked paths; an untracked directory is one path ending in a slash.</param>
public sealed record WorktreeStatus(string? Branch, ObjectId Head, IReadOnlyList<ChangedPath> Changed)
{
    /// <summary>The arguments whose output <see cref="Parse"/> reads.</summary>
    public static IReadOnlyList<string> Arguments { get; } =
    ["status", "--porcelain=v2", "-z", "--branch", "--no-ahead-behind", "--untracked-files=normal", "--ignore-submodules=dirty"];

    /// <summary>Parses porcelain version 2 with <c>-z</c> (git-status(1)).</summary>
    public static WorktreeStatus Parse(ReadOnlySpan<byte> output)
    {
        string? branch = null;
        ObjectId head = default;
        var changed = new List<ChangedPath>();
        var entries = Encoding.UTF8.GetString(output).Split('\0');
        for (var i = 0; i < entries.Length; i++)
        {
            var entry = entries[i];
            if (entry.StartsWith("# branch.oid ", StringComparison.Ordinal))
            {
                head = ObjectId.TryParse(entry.AsSpan(13), out var oid) ? oid : default;
            }
            else if (entry.StartsWith("# branch.head ", StringComparison.Ordinal))
            {
                branch = entry[14..] is "(detached)" ? null : entry[14..];
            }
            else if (entry.Length > 2 && entry[1] == ' ')
            {
                switch (entry[0])
                {
                    case '1':
                        changed.Add(new ChangedPath(Field(entry, 8), Untracked: false));
                        break;
                    case '2':
                        changed.Add(new ChangedPath(Field(entry, 9), Untracked: false));
                        // The path it was renamed from follows as an entry of its own.
                        i++;
                        break;
                    case 'u':
                        changed.Add(new ChangedPath(Field(entry, 10), Untracked: false));
                        break;
                    case '?':
                        changed.Add(new ChangedPath(entry[2..], Untracked: true));
                        break;
                    default:
                        break;
                }
            }
        }
        return new WorktreeStatus(branch, head, changed);
    }

    private static string Field(string entry, int index)
    {
        var at = 0;
        for (; index > 0; index--)
        {
            at = entry.IndexOf(' ', at) + 1;
        }
        return entry[at..];
    }
}
