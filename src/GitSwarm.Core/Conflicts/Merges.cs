using System.Text;
using GitSwarm.Git;

namespace GitSwarm.Conflicts;

/// <summary>Merges commits without a work tree, in a <see cref="Scratch"/>.</summary>
internal sealed class Merges(RadarGit git, Scratch scratch, string directory, GitVersion version)
{
    /// <summary>From here on <c>merge-tree</c> merges; before, only shared paths can be told.</summary>
    internal static readonly GitVersion Supported = new(2, 38);

    private static readonly GitVersion Batched = new(2, 39);
    private static readonly string[] Command = ["merge-tree", "--write-tree", "-z", "--messages"];

    // Markers need be of the plain kind; the rest is as git merge would do it here.
    private static readonly KeyValuePair<string, string>[] Settings =
    [
        new("merge.conflictStyle", "merge"),
        new("core.fsync", "none"),
        new("core.fsyncObjectFiles", "false"),
        new("core.looseCompression", "0"),
    ];

    /// <summary>The outcome for each pair; null where git would not merge them at all (no common history, an object missing).</summary>
    internal MergeOutcome?[] Merge(IReadOnlyList<(ObjectId Left, ObjectId Right)> pairs)
    {
        var found = new MergeOutcome?[pairs.Count];
        if (version < Batched)
        {
            git.Each(pairs.Count, 2, i => found[i] = One(pairs[i]));
            return found;
        }
        for (var at = 0; at < pairs.Count; at++)
        {
            var rest = pairs.Skip(at);
            var input = Encoding.ASCII.GetBytes(string.Concat(rest.Select(p => $"{p.Left} {p.Right}\n")));
            var result = Run([.. Command, "--stdin"], input);
            foreach (var outcome in MergeOutcome.ParseAll(result.Output))
            {
                found[at++] = outcome;
            }
            // It stopped at one it will not merge; that one stays null, and the next call goes on behind it.
        }
        return found;
    }

    private MergeOutcome? One((ObjectId Left, ObjectId Right) pair)
    {
        var result = Run([.. Command, pair.Left.Hex, pair.Right.Hex], default);
        return result.ExitCode is 0 or 1 && result.Output.Length > 0 ? MergeOutcome.ParseOne(result.Output, result.ExitCode == 0) : null;
    }

    private GitResult Run(string[] arguments, ReadOnlyMemory<byte> input) =>
        git.Run(arguments, input, directory, scratch.Objects, [.. Settings, .. git.Neutral]);
}
