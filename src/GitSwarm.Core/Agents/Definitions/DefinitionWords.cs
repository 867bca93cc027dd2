namespace GitSwarm.Agents.Definitions;

/// <summary>Choices as files write them.</summary>
public static class DefinitionWords
{
    /// <summary>The word for a choice: <c>acceptEdits</c>, <c>xhigh</c>.</summary>
    public static string Of<T>(T choice)
        where T : struct, Enum =>
        choice.ToString() is var text && text == nameof(Effort.XHigh) ? "xhigh" : char.ToLowerInvariant(text[0]) + text[1..];
}
