using System.Text;
using GitSwarm.Git;

namespace GitSwarm.Conflicts;

/// <summary>Programs of the user's that git would start for attributes of files, and how they are kept from running.</summary>
/// <remarks>
/// A filter is switched off: content is taken as it lies in the work tree, on both sides alike. A merge driver becomes git's
/// own merge of texts. What is switched off is asked of git, for these settings usually are in the user's own config.
/// </remarks>
internal static class UserPrograms
{
    /// <summary>What stands behind the markers of a merge that took the place of a driver, left and right.</summary>
    internal static readonly (string Left, string Right) Labels = ("git-swarm-left", "git-swarm-right");

    private static readonly string PlainMerge =
        $"git merge-file --quiet --marker-size=%L -L {Labels.Left} -L base -L {Labels.Right} %A %O %B";

    /// <summary>Arguments of the question.</summary>
    internal static IReadOnlyList<string> Arguments { get; } =
    [
        "config",
        "-z",
        "--name-only",
        "--get-regexp",
        @"^(filter\..*\.(clean|process|smudge|required)|merge\..*\.driver|diff\..*\.(command|textconv))$",
    ];

    /// <summary>The settings that keep them from running.</summary>
    /// <param name="output">Git's answer.</param>
    internal static List<KeyValuePair<string, string>> Off(ReadOnlySpan<byte> output)
    {
        var settings = new List<KeyValuePair<string, string>>();
        foreach (var key in Encoding.UTF8.GetString(output).Split('\0', StringSplitOptions.RemoveEmptyEntries).Distinct())
        {
            settings.Add(
                new(
                    key,
                    key.EndsWith(".required", StringComparison.Ordinal) ? "false"
                        : key.EndsWith(".driver", StringComparison.Ordinal) ? PlainMerge
                        : ""
                )
            );
        }
        return settings;
    }
}
