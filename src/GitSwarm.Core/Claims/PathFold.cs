using System.Text;

namespace GitSwarm.Claims;

/// <summary>The form of a path that is the same however a system writes its letters: case-folded and NFC.</summary>
internal static class PathFold
{
    /// <summary>Folds a path or a part of one; the same text comes back where nothing changes.</summary>
    internal static string Fold(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text.AsSpan().ContainsAnyInRange('A', 'Z') ? text.ToLowerInvariant() : text;
        }
        var folded = new StringBuilder(text.Length);
        foreach (var rune in Composition.Compose(text).EnumerateRunes())
        {
            folded.Append(Fold(rune).ToString());
        }
        // Again, for a small letter may have a composed form where its capital has none.
        return Composition.Compose(folded.ToString());
    }

    /// <summary>Folds one character. Up and down again, since several small letters share a capital.</summary>
    internal static Rune Fold(Rune rune) => Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune));
}
