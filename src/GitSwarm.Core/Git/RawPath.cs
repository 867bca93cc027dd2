using System.Globalization;
using System.Text;

namespace GitSwarm.Git;

/// <summary>A path as git knows it: bytes, which need be no UTF-8, relative to the top, with forward slashes.</summary>
/// <param name="Raw">Each character is one byte (Latin-1), so that no path is lost and order is the order of bytes.</param>
public readonly record struct RawPath(string Raw)
{
    /// <summary>Reads bytes.</summary>
    public static RawPath Parse(ReadOnlySpan<byte> bytes) => new(Encoding.Latin1.GetString(bytes));

    /// <summary>From a path that is text.</summary>
    public static RawPath Of(string text) => Parse(Encoding.UTF8.GetBytes(text));

    /// <summary>The path as text; bytes that are no UTF-8 become replacement characters.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>The bytes.</summary>
    public byte[] Bytes => Encoding.Latin1.GetBytes(Raw);

    /// <summary>The path below a directory, for the system.</summary>
    /// <param name="directory">Absolute.</param>
    public byte[] Below(string directory) => [.. Encoding.UTF8.GetBytes(directory), (byte)'/', .. Bytes];

    /// <summary>In double quotes, special bytes escaped as in C: as git reads paths from its input. Bytes as Latin-1.</summary>
    public string Quoted
    {
        get
        {
            var text = new StringBuilder(Raw.Length + 2).Append('"');
            foreach (var c in Raw)
            {
                if (c is '"' or '\\')
                {
                    text.Append('\\').Append(c);
                }
                else if (c is < ' ' or '\x7f')
                {
                    text.Append('\\').Append(Convert.ToString(c, 8).PadLeft(3, '0'));
                }
                else
                {
                    text.Append(c);
                }
            }
            return text.Append('"').ToString();
        }
    }

    /// <summary>Every directory the path lies in, the nearest first.</summary>
    public IEnumerable<string> Ancestors()
    {
        for (var at = Raw.LastIndexOf('/'); at > 0; at = Raw.LastIndexOf('/', at - 1))
        {
            yield return Raw[..at];
        }
    }

    /// <summary>The same path for comparing where upper and lower case are one.</summary>
    public RawPath Folded => Of(Text.Normalize(NormalizationForm.FormC).ToLower(CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public override string ToString() => Text;
}
