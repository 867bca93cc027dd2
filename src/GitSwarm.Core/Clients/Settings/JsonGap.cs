using System.Text.Json;

namespace GitSwarm.Clients.Settings;

/// <summary>What stands between two values of a JSON text.</summary>
/// <param name="Comma">Offset of the comma in it; -1 where there is none.</param>
/// <param name="Solid">Offset behind the last of it that is no white space: a comma, a comment; its beginning where all is white space.</param>
/// <param name="EndsInLineComment">True when that last one is a comment that goes to the end of its line.</param>
/// <param name="HasComment">True when any comment is in it.</param>
internal readonly record struct JsonGap(int Comma, int Solid, bool EndsInLineComment, bool HasComment)
{
    /// <summary>Reads a stretch in which there are no values.</summary>
    public static JsonGap Read(byte[] bytes, int from, int to)
    {
        var gap = new JsonGap(-1, from, false, false);
        for (var at = from; at < to; )
        {
            if (bytes[at] == '/')
            {
                var isLine = bytes[at + 1] == '/';
                at = EndOfComment(bytes, at);
                gap = gap with { Solid = at, EndsInLineComment = isLine, HasComment = true };
                continue;
            }
            if (!IsSpace(bytes[at]))
            {
                gap = gap with { Comma = bytes[at] == ',' ? at : gap.Comma, Solid = at + 1, EndsInLineComment = false };
            }
            at++;
        }
        return gap;
    }

    /// <summary>The first place from there on that is neither white space nor comment.</summary>
    /// <exception cref="JsonException">A comment does not end.</exception>
    public static int End(byte[] bytes, int from)
    {
        while (from < bytes.Length && (IsSpace(bytes[from]) || IsComment(bytes, from)))
        {
            from = IsSpace(bytes[from]) ? from + 1 : EndOfComment(bytes, from);
        }
        return from;
    }

    /// <summary>The same text, as long, with white space in place of comments.</summary>
    /// <exception cref="JsonException">A comment does not end.</exception>
    public static byte[] Blank(byte[] bytes)
    {
        var plain = (byte[])bytes.Clone();
        for (var at = 0; at < bytes.Length; at++)
        {
            if (bytes[at] == '"')
            {
                for (at++; at < bytes.Length && bytes[at] != '"'; at++)
                {
                    at += bytes[at] == '\\' ? 1 : 0;
                }
            }
            else if (IsComment(bytes, at))
            {
                var end = EndOfComment(bytes, at);
                for (; at < end; at++)
                {
                    plain[at] = bytes[at] is (byte)'\n' or (byte)'\r' ? bytes[at] : (byte)' ';
                }
                at--;
            }
        }
        return plain;
    }

    private static bool IsSpace(byte b) => b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';

    private static bool IsComment(byte[] bytes, int at) =>
        bytes[at] == '/' && at + 1 < bytes.Length && bytes[at + 1] is (byte)'/' or (byte)'*';

    private static int EndOfComment(byte[] bytes, int at)
    {
        var rest = bytes.AsSpan(at + 2);
        if (bytes[at + 1] == '/')
        {
            var length = rest.IndexOfAny((byte)'\n', (byte)'\r');
            return length < 0 ? bytes.Length : at + 2 + length;
        }
        var end = rest.IndexOf("*/"u8);
        return end < 0 ? throw new JsonException("a comment does not end") : at + 2 + end + 2;
    }
}
