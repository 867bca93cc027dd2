namespace GitSwarm.Claims;

/// <summary>What a <see cref="GlobToken"/> stands for. No token but those that say so takes a slash.</summary>
internal enum GlobKind
{
    /// <summary>One character, which may be a slash.</summary>
    Character,

    /// <summary>Any one character.</summary>
    One,

    /// <summary>One character of a class.</summary>
    Class,

    /// <summary>Any characters, or none.</summary>
    Star,

    /// <summary>Any directories with their slashes, or none; followed by <see cref="DeepInside"/>.</summary>
    Deep,

    /// <summary>In the middle of a name of a directory of <see cref="Deep"/>.</summary>
    DeepInside,

    /// <summary>Everything, slashes too; the last token.</summary>
    All,

    /// <summary>The end, or a slash and everything; followed by <see cref="All"/>, the last token.</summary>
    Below,
}
