using System.Text;
using GitSwarm.Git;

namespace GitSwarm.Conflicts;

/// <summary>A path git could not merge: what lies there in the base (1), left (2) and right (3).</summary>
/// <param name="Mode">As trees write it.</param>
/// <param name="Id">The object.</param>
/// <param name="Number">1, 2 or 3.</param>
/// <param name="Path">Where.</param>
internal readonly record struct Stage(string Mode, string Id, int Number, RawPath Path);

/// <summary>What git says about paths of a merge.</summary>
/// <param name="Paths">One or more.</param>
/// <param name="Type">A name for machines: <c>CONFLICT (contents)</c>, <c>Auto-merging</c>.</param>
/// <param name="Text">A sentence.</param>
internal sealed record MergeNote(IReadOnlyList<RawPath> Paths, string Type, string Text);

/// <summary>What a merge came to.</summary>
/// <param name="Tree">The merged tree, conflict markers in its files.</param>
/// <param name="IsClean">It would not stop.</param>
/// <param name="Stages">Paths that are left to a person.</param>
/// <param name="Notes">What git says.</param>
internal sealed record MergeOutcome(string Tree, bool IsClean, IReadOnlyList<Stage> Stages, IReadOnlyList<MergeNote> Notes)
{
    /// <summary>Reads what <c>merge-tree --write-tree -z --messages --stdin</c> writes: one after another.</summary>
    internal static List<MergeOutcome> ParseAll(ReadOnlySpan<byte> output)
    {
        var tokens = Encoding.Latin1.GetString(output).Split('\0');
        var found = new List<MergeOutcome>();
        for (var at = 0; at + 1 < tokens.Length && tokens[at].Length > 0; )
        {
            var clean = tokens[at++] == "1";
            found.Add(Parse(tokens, ref at, clean));
        }
        return found;
    }

    /// <summary>Reads what a call for a single merge writes.</summary>
    /// <param name="output">Its output.</param>
    /// <param name="clean">Its exit code was 0.</param>
    internal static MergeOutcome ParseOne(ReadOnlySpan<byte> output, bool clean)
    {
        var tokens = Encoding.Latin1.GetString(output).Split('\0');
        var at = 0;
        return clean ? new MergeOutcome(tokens[0], IsClean: true, [], []) : Parse(tokens, ref at, clean: false);
    }

    // <tree> (<mode> <id> <stage>\t<path>)* "" (<n> <path>*n <type> <text>)* ""
    private static MergeOutcome Parse(string[] tokens, ref int at, bool clean)
    {
        var tree = tokens[at++];
        var stages = new List<Stage>();
        for (; at < tokens.Length && tokens[at].Length > 0; at++)
        {
            var tab = tokens[at].IndexOf('\t', StringComparison.Ordinal);
            var fields = tokens[at][..tab].Split(' ');
            stages.Add(new Stage(fields[0], fields[1], fields[2][0] - '0', new RawPath(tokens[at][(tab + 1)..])));
        }
        at++;
        var notes = new List<MergeNote>();
        // Newer gits add advice on submodules in plain words, with which the last, empty token then begins.
        while (at < tokens.Length && int.TryParse(tokens[at], out var count))
        {
            at++;
            var paths = tokens.AsSpan(at, count).ToArray().Select(p => new RawPath(p)).ToList();
            at += count;
            notes.Add(new MergeNote(paths, tokens[at], tokens[at + 1].TrimEnd('\n')));
            at += 2;
        }
        at++;
        return new MergeOutcome(tree, clean, stages, notes);
    }
}
