using System.Text;

namespace GitSwarm.Claims;

/// <summary>The tables of <see cref="Composition"/>, unpacked when a name first needs them.</summary>
internal static class CompositionTables
{
    private static readonly List<(int First, int Last, int Class)> Marks = [.. Triples(CompositionMarks.Classes)];

    /// <summary>What a character is made of; the second part is 0 where it stands for one other.</summary>
    internal static Dictionary<int, (int First, int Second)> Parts { get; } = MakeParts();

    /// <summary>What a letter and its mark make.</summary>
    internal static Dictionary<(int First, int Second), int> Whole { get; } =
        Triples(CompositionPairs.Composed).ToDictionary(triple => (triple.B, triple.C), triple => triple.A);

    /// <summary>The combining class of a mark; 0 of what starts anew.</summary>
    internal static int ClassOf(int rune)
    {
        var (low, high) = (0, Marks.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (rune < Marks[middle].First)
            {
                high = middle - 1;
            }
            else if (rune > Marks[middle].Last)
            {
                low = middle + 1;
            }
            else
            {
                return Marks[middle].Class;
            }
        }
        return 0;
    }

    private static Dictionary<int, (int, int)> MakeParts()
    {
        var parts = Triples(CompositionPairs.Composed).Concat(Triples(CompositionPairs.Excluded)).ToDictionary(t => t.A, t => (t.B, t.C));
        int[] runs = [.. CompositionSingles.Replaced.EnumerateRunes().Select(rune => rune.Value)];
        for (var at = 0; at < runs.Length; at += 2 + runs[at + 1])
        {
            for (var i = 0; i < runs[at + 1]; i++)
            {
                parts.Add(runs[at] + i, (runs[at + 2 + i], 0));
            }
        }
        return parts;
    }

    private static IEnumerable<(int A, int B, int C)> Triples(string packed) =>
        packed.EnumerateRunes().Select(rune => rune.Value).Chunk(3).Select(triple => (triple[0], triple[1], triple[2]));
}
