using System.Text;

namespace GitSwarm;

/// <summary>Text that somebody else wrote, made fit for a line of output.</summary>
public static class Texts
{
    /// <summary>One line of printable text: control characters, line ends and bidirectional overrides become spaces or go.</summary>
    public static string OneLine(string text)
    {
        if (!text.Any(IsUnsafe))
        {
            return text;
        }
        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!IsUnsafe(c))
            {
                clean.Append(c);
            }
            else if (c is '\n' or '\r' or '\t')
            {
                clean.Append(' ');
            }
        }
        return clean.ToString();
    }

    /// <summary>Clean lines: as <see cref="OneLine"/>, but line ends stay.</summary>
    public static IEnumerable<string> Lines(string text) => text.ReplaceLineEndings("\n").Split('\n').Select(OneLine);

    /// <summary>At most <paramref name="length"/> characters of a single clean line, an ellipsis in place of the rest.</summary>
    public static string Cut(string text, int length)
    {
        var line = OneLine(text.Length > length * 4 ? text[..(length * 4)] : text);
        return line.Length <= length ? line : line[..(length - 1)].TrimEnd('\uD83D', '\uD83C', '\uD83E') + "…";
    }

    // C0 and C1 controls, DEL, and the bidirectional controls of Unicode TR9 that could disguise what is shown.
    private static bool IsUnsafe(char c) =>
        char.IsControl(c)
        || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u200E' or '\u200F' or '\u061C' or '\uFEFF';
}
