using System.Text;

namespace GitSwarm;

/// <summary>FNV-1a with 128 bits: a short name for a text, the same on every machine and in every release.</summary>
/// <remarks>
/// No cryptographic hash: whoever chooses the text can find another with the same name, so it may name things but never
/// prove them. It stands in for System.IO.Hashing, which did not restore, and keeps OpenSSL (3 ms) off the hook path.
/// Constants: draft-eastlake-fnv. Text form: RFC 4648 base32 in lower case, without padding, fit for a ref component.
/// </remarks>
public static class StableHash
{
    /// <summary>How many characters <see cref="Of"/> returns: 128 bits at 5 bits each.</summary>
    public const int Length = 26;

    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    private static readonly UInt128 Offset = new(0x6c62272e07bb0142, 0x62b821756295c58d);
    private static readonly UInt128 Prime = new(0x0000000001000000, 0x000000000000013b);

    /// <summary>The hash of a text's UTF-8 bytes, as <see cref="Length"/> characters of <c>[a-z2-7]</c>.</summary>
    public static string Of(string text) => Base32(Fnv1a(Encoding.UTF8.GetBytes(text)));

    /// <summary>The hash of bytes, as a number.</summary>
    public static UInt128 Fnv1a(ReadOnlySpan<byte> bytes)
    {
        var hash = Offset;
        foreach (var one in bytes)
        {
            hash = unchecked((hash ^ one) * Prime);
        }
        return hash;
    }

    private static string Base32(UInt128 value) =>
        string.Create(
            Length,
            value,
            static (characters, value) =>
            {
                // 26 characters hold 130 bits: the last one carries three bits of the hash and two zeros.
                for (var i = 0; i < Length - 1; i++)
                {
                    characters[i] = Alphabet[(int)(value >> (123 - (5 * i))) & 31];
                }
                characters[Length - 1] = Alphabet[((int)value & 7) << 2];
            }
        );
}
