using System.Text;

namespace GitSwarm.Claims;

/// <summary>
/// Unicode's normalisation form C: letters and their marks as one character where there is one. Systems differ in what they
/// write into the names of files. Our own, because <see cref="string.Normalize()"/> does nothing without ICU, which takes long to load.
/// </summary>
internal static class Composition
{
    // Hangul is by arithmetic: leads, vowels and tails make syllables.
    private const int Lead = 0x1100;
    private const int Vowel = 0x1161;
    private const int Tail = 0x11A7;
    private const int Syllable = 0xAC00;
    private const int Leads = 19;
    private const int Vowels = 21;
    private const int Tails = 28;

    /// <summary>The text in form C; the same text comes back where nothing changes. Half surrogates become U+FFFD.</summary>
    internal static string Compose(string text)
    {
        // Below the first mark nothing composes.
        if (!text.AsSpan().ContainsAnyExceptInRange('\0', '\u02FF'))
        {
            return text;
        }
        var runes = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            TakeApart(rune.Value, runes);
        }
        Order(runes);
        PutTogether(runes);
        var composed = new StringBuilder(text.Length);
        foreach (var rune in runes)
        {
            composed.Append(new Rune(rune).ToString());
        }
        return composed.ToString();
    }

    private static void TakeApart(int c, List<int> into)
    {
        if (c is >= Syllable and < Syllable + (Leads * Vowels * Tails))
        {
            var index = c - Syllable;
            into.Add(Lead + (index / (Vowels * Tails)));
            into.Add(Vowel + (index / Tails % Vowels));
            if (index % Tails > 0)
            {
                into.Add(Tail + (index % Tails));
            }
        }
        else if (c >= 0x80 && CompositionTables.Parts.TryGetValue(c, out var parts))
        {
            TakeApart(parts.First, into);
            if (parts.Second != 0)
            {
                TakeApart(parts.Second, into);
            }
        }
        else
        {
            into.Add(c);
        }
    }

    // Marks after a letter by their class, those of one class as they were.
    private static void Order(List<int> runes)
    {
        for (var start = 0; start < runes.Count; start++)
        {
            var end = start;
            while (end < runes.Count && CompositionTables.ClassOf(runes[end]) > 0)
            {
                end++;
            }
            if (end - start > 1)
            {
                var ordered = runes[start..end].OrderBy(CompositionTables.ClassOf).ToList();
                ordered.ForEach(rune => runes[start++] = rune);
            }
            start = Math.Max(start, end);
        }
    }

    private static void PutTogether(List<int> runes)
    {
        var (kept, letter, before) = (0, -1, 0);
        foreach (var rune in runes.ToArray())
        {
            var order = CompositionTables.ClassOf(rune);
            // A mark reaches its letter only past marks of lower classes, a letter only one right before it.
            var reaches = letter >= 0 && (letter == kept - 1 || (before < order && before > 0));
            if (reaches && Pair(runes[letter], rune) is { } whole)
            {
                runes[letter] = whole;
                continue;
            }
            if (order == 0)
            {
                letter = kept;
            }
            before = order;
            runes[kept++] = rune;
        }
        runes.RemoveRange(kept, runes.Count - kept);
    }

    private static int? Pair(int first, int second)
    {
        if (first is >= Lead and < Lead + Leads && second is >= Vowel and < Vowel + Vowels)
        {
            return Syllable + ((((first - Lead) * Vowels) + second - Vowel) * Tails);
        }
        if (
            first is >= Syllable and < Syllable + (Leads * Vowels * Tails)
            && (first - Syllable) % Tails == 0
            && second is > Tail and < Tail + Tails
        )
        {
            return first + second - Tail;
        }
        return CompositionTables.Whole.TryGetValue((first, second), out var whole) ? whole : null;
    }
}
