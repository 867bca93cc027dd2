using System.Text;
using GitSwarm.Git;

namespace GitSwarm.Conflicts;

/// <summary>The state an index would be committed as; the index is only read.</summary>
internal static class StagedState
{
    /// <summary>Reads it: two calls of git.</summary>
    /// <param name="git">Git.</param>
    /// <param name="top">The work tree.</param>
    /// <param name="gitDir">Its git directory.</param>
    /// <param name="indexFile">The index, absolute.</param>
    /// <returns>Null where git cannot tell.</returns>
    internal static WorktreeState? Read(RadarGit git, string top, string gitDir, string indexFile)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["GIT_INDEX_FILE"] = indexFile };
        var head = git.Run(["rev-parse", "--verify", "--quiet", "HEAD"], default, top, variables, []);
        if (!head.Ok || !ObjectId.TryParse(head.Text, out var commit))
        {
            return new WorktreeState(default, null, [], []);
        }
        var staged = git.Run(
            ["diff-index", "--cached", "--raw", "-z", "--no-abbrev", "--no-renames", "--ignore-submodules=none", commit.Hex],
            default,
            top,
            variables,
            []
        );
        return staged.Ok ? new WorktreeState(commit, null, WorktreeState.MergeHeads(gitDir), Parse(staged.Output)) : null;
    }

    // ":<mode before> <mode> <id before> <id> <letter>" and the path by turns.
    private static List<ChangedFile> Parse(ReadOnlySpan<byte> output)
    {
        var tokens = Encoding.Latin1.GetString(output).Split('\0');
        var changed = new List<ChangedFile>();
        for (var i = 0; i + 1 < tokens.Length; i += 2)
        {
            var fields = tokens[i].Split(' ');
            var mode = fields[1] == "000000" ? "" : fields[1];
            changed.Add(new ChangedFile(new RawPath(tokens[i + 1]), mode, fields[3], null) { IsStaged = true });
        }
        return changed;
    }
}
