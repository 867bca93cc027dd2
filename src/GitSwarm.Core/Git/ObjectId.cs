using System.Buffers;

namespace GitSwarm.Git;

/// <summary>The name of a git object: 40 (SHA-1) or 64 (SHA-256) lower-case hexadecimal digits.</summary>
public readonly record struct ObjectId
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");
    private readonly string? hex;

    private ObjectId(string hex) => this.hex = hex;

    /// <summary>The digits; empty for <c>default</c>, which stands for "no such object".</summary>
    public string Hex => hex ?? "";

    /// <summary>True for <c>default</c> and for git's all-zero name.</summary>
    public bool IsNone => hex is null || hex.AsSpan().TrimStart('0').IsEmpty;

    /// <summary>Parses git's output; false when the text is not an object name.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ObjectId id)
    {
        id = default;
        if (text.Length is not (40 or 64) || text.ContainsAnyExcept(Digits))
        {
            return false;
        }
        id = new ObjectId(text.ToString());
        return true;
    }

    /// <summary>Parses git's output.</summary>
    /// <exception cref="FormatException">The text is not an object name.</exception>
    public static ObjectId Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"not an object name: '{text}'");

    /// <inheritdoc/>
    public override string ToString() => Hex;
}
