using System.Text;

namespace GitSwarm.Claims;

/// <summary>A character class of a pattern, such as <c>[a-z_]</c> or <c>[![:digit:]]</c>; never takes a slash.</summary>
internal sealed class GlobClass
{
    private readonly List<(int First, int Last)> ranges = [];
    private bool negated;
    private UInt128 ascii;

    private GlobClass() { }

    /// <summary>Whether some character beyond ASCII may be in it; yes if in doubt.</summary>
    internal bool MayTakeOthers { get; private set; }

    /// <summary>Reads the class at a bracket.</summary>
    /// <param name="text">The pattern.</param>
    /// <param name="at">The index of the opening bracket; after the call, behind the closing one.</param>
    /// <returns>Null if git finds it malformed; then the pattern matches nothing but its own text.</returns>
    internal static GlobClass? Read(string text, ref int at)
    {
        var made = new GlobClass();
        var i = at + 1;
        if (i < text.Length && text[i] is '!' or '^')
        {
            made.negated = true;
            i++;
        }
        var previous = -1;
        // A bracket right at the start is a member.
        for (var first = true; first || i >= text.Length || text[i] != ']'; first = false)
        {
            if (i >= text.Length || !made.ReadMember(text, ref i, ref previous))
            {
                return null;
            }
        }
        at = i + 1;
        made.Seal();
        return made;
    }

    /// <summary>Whether it takes a folded character.</summary>
    internal bool Takes(Rune folded) => folded.IsAscii ? TakesAscii(folded.Value) : Decide(folded);

    /// <summary>Whether there may be a character that both take; exact for ASCII.</summary>
    internal bool Meets(GlobClass other) => (ascii & other.ascii) != 0 || (MayTakeOthers && other.MayTakeOthers);

    private bool TakesAscii(int c) => ((ascii >> c) & 1) != 0;

    private bool ReadMember(string text, ref int i, ref int previous)
    {
        var c = text[i];
        if (c == '-' && previous >= 0 && i + 1 < text.Length && text[i + 1] != ']')
        {
            i++;
            if (!ReadCharacter(text, ref i, out var last))
            {
                return false;
            }
            ranges.Add((previous, last));
            previous = -1;
            return true;
        }
        if (c == '[' && i + 1 < text.Length && text[i + 1] == ':')
        {
            var end = text.IndexOf(']', i + 2);
            if (end < 0)
            {
                return false;
            }
            if (end > i + 2 && text[end - 1] == ':')
            {
                var named = Named(text[(i + 2)..(end - 1)]);
                ranges.AddRange(named);
                (i, previous) = (end + 1, -1);
                return named.Length > 0;
            }
        }
        if (!ReadCharacter(text, ref i, out previous))
        {
            return false;
        }
        ranges.Add((previous, previous));
        return true;
    }

    private static bool ReadCharacter(string text, ref int i, out int c)
    {
        c = -1;
        if (text[i] == '\\' && ++i >= text.Length)
        {
            return false;
        }
        Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length);
        i += length;
        c = rune.Value;
        return true;
    }

    // git's classes are ASCII; case makes no difference, so lower and upper are the same.
    private static (int, int)[] Named(string name) =>
        name switch
        {
            "alnum" => [('0', '9'), ('a', 'z')],
            "alpha" or "lower" or "upper" => [('a', 'z')],
            "blank" => [(' ', ' '), ('\t', '\t')],
            "cntrl" => [(0, 31), (127, 127)],
            "digit" => [('0', '9')],
            "graph" => [(33, 126)],
            "print" => [(32, 126)],
            "punct" => [(33, 47), (58, 64), (91, 96), (123, 126)],
            "space" => [(9, 13), (' ', ' ')],
            "xdigit" => [('0', '9'), ('a', 'f')],
            _ => [],
        };

    private void Seal()
    {
        for (var c = 0; c < 128; c++)
        {
            if (c != '/' && c is not (>= 'A' and <= 'Z') && Decide(new Rune(c)))
            {
                ascii |= UInt128.One << c;
            }
        }
        MayTakeOthers = negated || ranges.Exists(range => range.Last >= 128);
    }

    private bool Decide(Rune folded)
    {
        var upper = Rune.ToUpperInvariant(folded).Value;
        var member = ranges.Exists(range =>
            (range.First <= folded.Value && folded.Value <= range.Last) || (range.First <= upper && upper <= range.Last)
        );
        return member != negated;
    }
}
