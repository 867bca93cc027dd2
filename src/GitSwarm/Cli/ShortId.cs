namespace GitSwarm.Cli;

/// <summary>The short form of a UUIDv7: its tail, for its head is a clock and nearly the same for all.</summary>
internal static class ShortId
{
    private const int Length = 8;

    /// <summary>The last characters of an id.</summary>
    public static string Of(string id) => id.Length <= Length ? Texts.OneLine(id) : Texts.OneLine(id[^Length..]);

    /// <summary>True when what was typed means this id.</summary>
    public static bool Means(string typed, string id) => typed == id || (typed.Length >= 4 && id.EndsWith(typed, StringComparison.Ordinal));
}
