namespace GitSwarm.Git.Trees;

/// <summary>Compares bytes with a pattern of gitignore(5): <c>*</c>, <c>?</c> and classes stay within a name, <c>**</c> between slashes is any directories.</summary>
/// <remarks>
/// Going back to the last star of a name and the last <c>**</c> of the path is enough: what stands before them has matched
/// already, as early as it can. So the work is at most the product of the lengths.
/// </remarks>
internal static class Wildcard
{
    private const int None = -1;

    /// <summary>False for what is left to git: classes by name, and a slash in disguise.</summary>
    internal static bool IsPlain(ReadOnlySpan<byte> pattern) => pattern.IndexOf("[:"u8) < 0 && pattern.IndexOf("\\/"u8) < 0;

    /// <summary>Whether the pattern takes the whole text.</summary>
    internal static bool Matches(ReadOnlySpan<byte> pattern, ReadOnlySpan<byte> text)
    {
        var (step, at) = (0, 0);
        var (starStep, starAt) = (None, 0);
        var (deepStep, deepAt) = (None, 0);
        while (true)
        {
            if (step < pattern.Length && pattern[step] == '*')
            {
                var after = step + pattern[step..].IndexOfAnyExcept((byte)'*');
                after = after < step ? pattern.Length : after;
                if (after - step > 1 && (step == 0 || pattern[step - 1] == '/') && (after == pattern.Length || pattern[after] == '/'))
                {
                    if (after == pattern.Length)
                    {
                        return true;
                    }
                    (step, starStep) = (after + 1, None);
                    (deepStep, deepAt) = (step, at);
                }
                else
                {
                    (step, starStep, starAt) = (after, after, at);
                }
            }
            else if (step == pattern.Length && at == text.Length)
            {
                return true;
            }
            else if (step < pattern.Length && at < text.Length && TakesOne(pattern, ref step, text[at]))
            {
                // A star stays within its name.
                starStep = text[at] == '/' ? None : starStep;
                at++;
            }
            else if (starStep != None && starAt < text.Length && text[starAt] != '/')
            {
                (step, at) = (starStep, ++starAt);
            }
            else if (deepStep != None && text[deepAt..].IndexOf((byte)'/') is >= 0 and var slash)
            {
                deepAt += slash + 1;
                (step, at, starStep) = (deepStep, deepAt, None);
            }
            else
            {
                return false;
            }
        }
    }

    /// <summary>Compares one byte.</summary>
    /// <param name="pattern">All of it.</param>
    /// <param name="step">Where it goes on; behind what took the byte, if something did.</param>
    /// <param name="value">The byte.</param>
    private static bool TakesOne(ReadOnlySpan<byte> pattern, ref int step, byte value)
    {
        var next = step + 1;
        switch (pattern[step])
        {
            case (byte)'?':
                if (value == '/')
                {
                    return false;
                }
                break;
            case (byte)'[':
                if (!ClassTakes(pattern, ref next, value))
                {
                    return false;
                }
                break;
            case (byte)'\\':
                if (next == pattern.Length || pattern[next] != value)
                {
                    return false;
                }
                next++;
                break;
            case var literal:
                if (literal != value)
                {
                    return false;
                }
                break;
        }
        step = next;
        return true;
    }

    /// <summary>Compares with a class; one without an end takes nothing.</summary>
    private static bool ClassTakes(ReadOnlySpan<byte> pattern, ref int at, byte value)
    {
        var isNegated = at < pattern.Length && pattern[at] is (byte)'!' or (byte)'^';
        at += isNegated ? 1 : 0;
        var isIn = false;
        var before = None;
        // A bracket right at the start is a member.
        for (var start = at; at < pattern.Length && (at == start || pattern[at] != ']'); at++)
        {
            var isRange = before > 0 && pattern[at] == '-' && at + 1 < pattern.Length && pattern[at + 1] != ']';
            at += isRange ? 1 : 0;
            if (pattern[at] == '\\' && ++at == pattern.Length)
            {
                return false;
            }
            isIn |= value == pattern[at] && !isRange || isRange && before <= value && value <= pattern[at];
            before = isRange ? None : pattern[at];
        }
        return at++ < pattern.Length && isIn != isNegated && value != '/';
    }
}
