using System.Text;
using System.Text.Json;
using GitSwarm.Sessions;

namespace GitSwarm.Claims;

/// <summary>Looks through the claims of a session for a file without taking them apart: most sessions claim nothing near it.</summary>
internal static class ClaimScan
{
    private static readonly byte[] Special = [.. "*?[]\\:!()"u8];

    /// <summary>False only where none of the claims is about one of the files, whatever became of them, and none takes another's place.</summary>
    /// <param name="record">A <see cref="LocksRecord"/> as it is stored.</param>
    /// <param name="paths">The files.</param>
    public static bool MayConcern(ReadOnlySpan<byte> record, IReadOnlyList<string> paths)
    {
        try
        {
            var reader = new Utf8JsonReader(record);
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName)
                {
                    continue;
                }
                if (reader.ValueTextEquals("over"u8) || IsNewer(ref reader) || IsNear(ref reader, paths))
                {
                    return true;
                }
            }
            return false;
        }
        catch (JsonException)
        {
            return true;
        }
    }

    private static bool IsNewer(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("v"u8)
        && reader.Read()
        && !(reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var version) && version <= Records.Version);

    private static bool IsNear(ref Utf8JsonReader reader, IReadOnlyList<string> paths)
    {
        if (reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals("pattern"u8) || !reader.Read())
        {
            return false;
        }
        var pattern = reader.ValueSpan;
        if (reader.TokenType != JsonTokenType.String || reader.ValueIsEscaped || pattern.IsEmpty || !IsPlain(pattern))
        {
            return true;
        }
        foreach (var path in paths)
        {
            if (IsAtOrBelow(path, pattern))
            {
                return true;
            }
        }
        return false;
    }

    // Other letters may be written in several ways.
    private static bool IsPlain(ReadOnlySpan<byte> pattern) => Ascii.IsValid(pattern) && pattern.IndexOfAny(Special) < 0;

    private static bool IsAtOrBelow(string path, ReadOnlySpan<byte> pattern)
    {
        pattern = pattern.TrimEnd((byte)'/');
        return !Ascii.IsValid(path)
            || (
                path.Length >= pattern.Length
                && (path.Length == pattern.Length || path[pattern.Length] == '/')
                && Ascii.EqualsIgnoreCase(pattern, path.AsSpan(0, pattern.Length))
            );
    }
}
