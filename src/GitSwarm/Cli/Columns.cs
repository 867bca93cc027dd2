using System.Globalization;
using System.Text;

namespace GitSwarm.Cli;

/// <summary>Fits text into the columns of a terminal, so that it never breaks lines itself.</summary>
/// <remarks>A terminal goes on at the left edge: a text padded with spaces could there pose as a line of ours.</remarks>
internal static class Columns
{
    private const string Indent = "    ";

    /// <summary>A text of others below its headline: cleaned, wrapped, and indented throughout.</summary>
    public static string Below(string text, int width)
    {
        var below = new StringBuilder();
        foreach (var line in Texts.Lines(text))
        {
            foreach (var piece in Wrap(line, Math.Max(20, width - Indent.Length)))
            {
                below.Append((Indent + piece).TrimEnd()).Append('\n');
            }
        }
        return below.ToString();
    }

    /// <summary>One clean line of at most so many columns, an ellipsis in place of the rest.</summary>
    public static string Cut(string text, int width)
    {
        var line = Texts.Cut(text, Math.Max(1, width) * 2);
        var pieces = Wrap(line, width, atSpaces: false).Take(2).ToList();
        return pieces.Count == 1 ? line : Wrap(line, width - 1, atSpaces: false).First() + "…";
    }

    private static IEnumerable<string> Wrap(string line, int width, bool atSpaces = true)
    {
        var (start, cells, space) = (0, 0, -1);
        for (var i = 0; i < line.Length; )
        {
            Rune.DecodeFromUtf16(line.AsSpan(i), out var rune, out var length);
            if (cells + Cells(rune) > width && i > start)
            {
                var isAtSpace = atSpaces && space > start;
                yield return line[start..(isAtSpace ? space : i)];
                start = isAtSpace ? space + 1 : i;
                (i, cells, space) = (start, 0, -1);
                continue;
            }
            space = rune.Value == ' ' ? i : space;
            cells += Cells(rune);
            i += length;
        }
        yield return line[start..];
    }

    // As terminals do it (UAX 11): marks take no room, letters of the far east and emoji take two columns.
    private static int Cells(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format ? 0
        : rune.Value
            is (>= 0x1100 and <= 0x115F)
                or (>= 0x2600 and <= 0x27BF)
                or (>= 0x2E80 and <= 0xA4CF)
                or (>= 0xAC00 and <= 0xD7A3)
                or (>= 0xF900 and <= 0xFAFF)
                or (>= 0xFE30 and <= 0xFE6F)
                or (>= 0xFF00 and <= 0xFF60)
                or (>= 0xFFE0 and <= 0xFFE6)
                or (>= 0x1F300 and <= 0x1FAFF)
                or (>= 0x20000 and <= 0x3FFFD)
            ? 2
        : 1;
}
