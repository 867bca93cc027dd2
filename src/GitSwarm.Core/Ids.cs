namespace GitSwarm;

/// <summary>Makes ids; with a seeded <see cref="Random"/> always the same ones.</summary>
/// <param name="clock">Time, for ids that sort by it.</param>
/// <param name="random">Where chance comes from; none of these ids is a secret.</param>
public sealed class Ids(TimeProvider clock, Random random)
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>A UUID version 7 (RFC 9562): 48 bits of milliseconds, then chance.</summary>
    public string NewUuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        var milliseconds = clock.GetUtcNow().ToUnixTimeMilliseconds();
        for (var i = 0; i < 6; i++)
        {
            bytes[i] = (byte)(milliseconds >> (40 - (8 * i)));
        }
        bytes[6] = (byte)(0x70 | (bytes[6] & 0x0F));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new Guid(bytes, bigEndian: true).ToString();
    }

    /// <summary>Eight characters of <c>[a-z0-9]</c>: 41 bits.</summary>
    public string NewShort() => new(random.GetItems<char>(Alphabet, 8));
}
