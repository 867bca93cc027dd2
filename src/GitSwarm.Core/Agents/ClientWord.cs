namespace GitSwarm.Agents;

/// <summary>What may become a word of a client's command line.</summary>
/// <remarks>
/// A client takes a word with a dash in front for an option, also where it stands behind one that wants a value. Who wrote a
/// definition would so give options to a program that is not theirs.
/// </remarks>
internal static class ClientWord
{
    /// <summary>What is said of a text that is none.</summary>
    public const string Rule = "it must be one word without a dash in front";

    /// <summary>True for a text that is a single word to any client: no dash in front, nothing blank and nothing unseen in it.</summary>
    public static bool Is(string text) => text.Length > 0 && text[0] != '-' && !text.Any(char.IsWhiteSpace) && Texts.OneLine(text) == text;

    /// <summary>Refuses a text that is none.</summary>
    /// <param name="text">The text; null is nothing to refuse.</param>
    /// <param name="what">Whose and which value it is: <c>the call's model</c>.</param>
    /// <exception cref="SwarmException">It is none.</exception>
    public static string? Checked(string? text, string what) =>
        text is null || Is(text)
            ? text
            : throw new SwarmException(
                ErrorCode.CannotLaunch,
                $"{what} cannot be '{Texts.Cut(text, 60)}': {Rule}",
                "git-swarm passes it on as a word of the client's command line; name another"
            );
}
