namespace GitSwarm.Claims;

/// <summary>What git's magic before a pathspec says, and the pathspec after it.</summary>
/// <param name="Rest">What is left to match.</param>
/// <param name="Top">It is relative to the top of the work tree.</param>
/// <param name="Literal">It has no wildcards, whatever its characters.</param>
internal readonly record struct PathspecMagic(string Rest, bool Top, bool Literal)
{
    // The characters git keeps for short magic, of which it gives a meaning to three.
    private const string ShortMagic = "!\"#%&',-/:;<=>@_`~^";

    /// <summary>Splits what a user typed.</summary>
    /// <exception cref="SwarmException"><see cref="ErrorCode.BadArgument"/>: magic that no claim can have.</exception>
    internal static PathspecMagic Read(string typed)
    {
        if (typed[0] != ':')
        {
            return new PathspecMagic(typed, Top: false, Literal: false);
        }
        return typed.StartsWith(":(", StringComparison.Ordinal) ? ReadLong(typed) : ReadShort(typed);
    }

    private static PathspecMagic ReadLong(string typed)
    {
        var end = typed.IndexOf(')', StringComparison.Ordinal);
        if (end < 0)
        {
            throw TypedPattern.Refusal(typed, "lacks the ')' that ends its magic", "a file of that name is written with './' before it");
        }
        var words = typed[2..end].Split(',', StringSplitOptions.RemoveEmptyEntries);
        foreach (var word in words)
        {
            if (word is not ("top" or "glob" or "literal" or "icase"))
            {
                throw Unclaimable(typed, word);
            }
        }
        if (words.Contains("literal") && words.Contains("glob"))
        {
            throw TypedPattern.Refusal(typed, "cannot be both 'literal' and 'glob'");
        }
        return new PathspecMagic(typed[(end + 1)..], words.Contains("top"), words.Contains("literal"));
    }

    private static PathspecMagic ReadShort(string typed)
    {
        var at = 1;
        var top = false;
        for (; at < typed.Length && typed[at] != ':' && ShortMagic.Contains(typed[at], StringComparison.Ordinal); at++)
        {
            if (typed[at] != '/')
            {
                throw Unclaimable(typed, typed[at] is '!' or '^' ? "exclude" : typed[at].ToString());
            }
            top = true;
        }
        if (at < typed.Length && typed[at] == ':')
        {
            at++;
        }
        if (!top && at == typed.Length)
        {
            throw TypedPattern.Refusal(typed, "names no path", "'.' is this directory, ':/' everything");
        }
        return new PathspecMagic(typed[at..], top, Literal: false);
    }

    private static SwarmException Unclaimable(string typed, string word) =>
        TypedPattern.Refusal(
            typed,
            $"cannot be claimed: its magic '{Texts.Cut(word, 40)}' names no files",
            "a claim takes top, glob, literal and icase; a file of that name is written with './' before it"
        );
}
