using System.Text;

namespace GitSwarm.Claims;

/// <summary>
/// A pattern with wildcards, taken apart: <c>*</c>, <c>?</c> and classes stay within a name, <c>**/</c> is any directories,
/// <c>/**</c> everything inside. Compares folded text; the work is at most the product of the lengths.
/// </summary>
internal sealed class Glob
{
    private readonly GlobToken[] tokens;

    private Glob(List<GlobToken> list)
    {
        tokens = [.. list];
        Start = Plain(tokens.TakeWhile(token => token.Kind == GlobKind.Character));
        End = Plain(Enumerable.Reverse(tokens).TakeWhile(token => token.Kind == GlobKind.Character).Reverse());
    }

    /// <summary>The steps, in order.</summary>
    internal ReadOnlySpan<GlobToken> Tokens => tokens;

    /// <summary>What each path it matches starts with, folded.</summary>
    internal string Start { get; }

    /// <summary>What each path it matches ends with, folded.</summary>
    internal string End { get; }

    /// <summary>Takes a pattern apart.</summary>
    /// <returns>Null if it has no wildcards and no backslashes, or if git's wildcard matching finds it malformed.</returns>
    internal static Glob? Compile(string text)
    {
        // Most claims are plain paths, and a hook reads hundreds of them.
        if (!text.AsSpan().ContainsAny("*?[\\"))
        {
            return null;
        }
        var list = new List<GlobToken>(text.Length);
        var plain = true;
        for (var i = 0; i < text.Length; )
        {
            switch (text[i])
            {
                case '*':
                    i = AddStars(list, text, i, leads: plain);
                    plain = false;
                    continue;
                case '?':
                    list.Add(new GlobToken(GlobKind.One));
                    (plain, i) = (false, i + 1);
                    continue;
                case '[':
                    if (GlobClass.Read(text, ref i) is not { } made)
                    {
                        return null;
                    }
                    list.Add(new GlobToken(GlobKind.Class, Class: made));
                    plain = false;
                    continue;
                case '\\':
                    plain = false;
                    if (++i >= text.Length)
                    {
                        return null;
                    }
                    break;
            }
            Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length);
            Add(list, rune);
            i += length;
        }
        return plain ? null : new Glob(list);
    }

    /// <summary>A name as a pattern: the path itself and everything below it.</summary>
    /// <param name="folded">The name, folded.</param>
    internal static Glob AtOrBelow(string folded) =>
        new([
            .. folded.EnumerateRunes().Select(rune => new GlobToken(GlobKind.Character, rune)),
            new GlobToken(GlobKind.Below),
            new GlobToken(GlobKind.All),
        ]);

    /// <summary>Whether it matches a folded path.</summary>
    internal bool Matches(string path) =>
        path.Length >= Math.Max(Start.Length, End.Length)
        && path.StartsWith(Start, StringComparison.Ordinal)
        && path.EndsWith(End, StringComparison.Ordinal)
        && GlobMatch.Whole(tokens, path);

    private static int AddStars(List<GlobToken> list, string text, int start, bool leads)
    {
        var i = start;
        while (i < text.Length && text[i] == '*')
        {
            i++;
        }
        // Two or more between slashes are directories. So are they, in git, right after a text without wildcards.
        var left = leads || (start > 0 && text[start - 1] == '/');
        if (i - start > 1 && left && i == text.Length)
        {
            list.Add(new GlobToken(GlobKind.All));
            return i;
        }
        if (i - start > 1 && left && text[i] == '/')
        {
            if (list.Count < 2 || list[^1].Kind != GlobKind.DeepInside)
            {
                list.Add(new GlobToken(GlobKind.Deep));
                list.Add(new GlobToken(GlobKind.DeepInside));
            }
            return i + 1;
        }
        // No name is empty; but what follows directories glued to a text may be.
        var glued = list.Count > 2 && list[^1].Kind == GlobKind.DeepInside && !list[^3].IsSlash;
        var whole = !glued && (start == 0 || text[start - 1] == '/') && (i == text.Length || text[i] == '/');
        if (whole)
        {
            list.Add(new GlobToken(GlobKind.One));
        }
        list.Add(new GlobToken(GlobKind.Star));
        return i;
    }

    private static void Add(List<GlobToken> list, Rune rune) => list.Add(new GlobToken(GlobKind.Character, PathFold.Fold(rune)));

    private static string Plain(IEnumerable<GlobToken> tokens) => string.Concat(tokens.Select(token => token.Character.ToString()));
}
