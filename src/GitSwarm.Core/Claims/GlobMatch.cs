using System.Text;

namespace GitSwarm.Claims;

/// <summary>
/// Compares a path with the steps of a pattern. Going back to the last star of a name and the last <c>**</c> of the path is
/// enough: what stands before them has matched already, as early as it can.
/// </summary>
internal static class GlobMatch
{
    private const int None = -1;

    /// <summary>Whether the steps take the whole path.</summary>
    internal static bool Whole(ReadOnlySpan<GlobToken> tokens, ReadOnlySpan<char> path)
    {
        var (token, at) = (0, 0);
        var (starToken, starAt) = (None, 0);
        var (deepToken, deepAt) = (None, 0);
        while (true)
        {
            var length = 0;
            if (token == tokens.Length ? at == path.Length : Step(in tokens[token], path, at, out length))
            {
                if (token == tokens.Length || tokens[token].Kind == GlobKind.All)
                {
                    return true;
                }
                switch (tokens[token].Kind)
                {
                    case GlobKind.Star:
                        (starToken, starAt) = (++token, at);
                        break;
                    case GlobKind.Deep:
                        token += 2;
                        (deepToken, deepAt, starToken) = (token, at, None);
                        break;
                    default:
                        // A star stays within its name.
                        starToken = tokens[token].IsSlash ? None : starToken;
                        (token, at) = (token + 1, at + length);
                        break;
                }
            }
            else if (starToken != None && starAt < path.Length && path[starAt] != '/')
            {
                starAt += Length(path, starAt);
                (token, at) = (starToken, starAt);
            }
            else if (deepToken != None && path[deepAt..].IndexOf('/') is >= 0 and var slash)
            {
                deepAt += slash + 1;
                (token, at, starToken) = (deepToken, deepAt, None);
            }
            else
            {
                return false;
            }
        }
    }

    // Whether the step goes on here, and over how many chars.
    private static bool Step(in GlobToken token, ReadOnlySpan<char> path, int at, out int length)
    {
        length = 0;
        if (token.Kind is GlobKind.Star or GlobKind.Deep or GlobKind.All)
        {
            return true;
        }
        if (at >= path.Length)
        {
            return false;
        }
        if (path[at] < 0x80 && token.Kind != GlobKind.Class)
        {
            length = 1;
            return token.Kind == GlobKind.Character ? path[at] == token.Character.Value : path[at] != '/';
        }
        Rune.DecodeFromUtf16(path[at..], out var rune, out length);
        return token.Kind switch
        {
            GlobKind.Character => rune == token.Character,
            GlobKind.Class => token.Class!.Takes(rune),
            _ => rune.Value != '/',
        };
    }

    private static int Length(ReadOnlySpan<char> path, int at)
    {
        Rune.DecodeFromUtf16(path[at..], out _, out var length);
        return length;
    }
}
