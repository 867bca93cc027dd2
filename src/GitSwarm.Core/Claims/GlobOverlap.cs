namespace GitSwarm.Claims;

/// <summary>
/// Whether two patterns have a path in common: walks both at once, a state being a step of each, and visits no state twice.
/// </summary>
internal static class GlobOverlap
{
    /// <summary>So many states are visited before the answer is yes for want of a better one; some milliseconds.</summary>
    internal const int MaxStates = 1 << 16;

    /// <summary>Whether there is a path both take. May be a wrong yes, never a wrong no.</summary>
    internal static bool Exists(Glob one, Glob other)
    {
        var start = Math.Min(one.Start.Length, other.Start.Length);
        var end = Math.Min(one.End.Length, other.End.Length);
        return string.CompareOrdinal(one.Start, 0, other.Start, 0, start) == 0
            && one.End.AsSpan(one.End.Length - end).SequenceEqual(other.End.AsSpan(other.End.Length - end))
            && new Walk(one, other).ReachesTheEnd();
    }

    // One walk. Steps are numbered by their tokens; the number after the last is the end of the pattern.
    private ref struct Walk(Glob one, Glob other)
    {
        private readonly ReadOnlySpan<GlobToken> ones = one.Tokens;
        private readonly ReadOnlySpan<GlobToken> others = other.Tokens;
        private readonly Stack<(int, int)> open = new();
        private readonly ulong[] seen = new ulong[((long)(one.Tokens.Length + 1) * (other.Tokens.Length + 1) / 64) + 1];
        private int states;

        internal bool ReachesTheEnd()
        {
            Visit(0, 0);
            while (open.TryPop(out var state))
            {
                var (i, j) = state;
                if ((i == ones.Length && j == others.Length) || states > MaxStates)
                {
                    return true;
                }
                // Without taking a character.
                if (i < ones.Length && Skips(ones[i].Kind) is > 0 and var a)
                {
                    Visit(i + a, j);
                }
                if (j < others.Length && Skips(others[j].Kind) is > 0 and var b)
                {
                    Visit(i, j + b);
                }
                if (i < ones.Length && j < others.Length)
                {
                    TakeOne(i, j);
                }
            }
            return false;
        }

        // With a character that both take. A slash and another character may lead to different steps.
        private void TakeOne(int i, int j)
        {
            var (x, y) = (ones[i], others[j]);
            if (TakesSlash(x) && TakesSlash(y))
            {
                Visit(i + After(x.Kind, slash: true), j + After(y.Kind, slash: true));
            }
            if (MeetOffSlash(x, y))
            {
                Visit(i + After(x.Kind, slash: false), j + After(y.Kind, slash: false));
            }
        }

        private void Visit(int i, int j)
        {
            var bit = ((long)i * (others.Length + 1)) + j;
            var mask = 1UL << (int)(bit & 63);
            if ((seen[bit >> 6] & mask) == 0)
            {
                seen[bit >> 6] |= mask;
                states++;
                open.Push((i, j));
            }
        }
    }

    private static int Skips(GlobKind kind) =>
        kind switch
        {
            GlobKind.Star or GlobKind.All => 1,
            GlobKind.Deep or GlobKind.Below => 2,
            _ => 0,
        };

    private static bool TakesSlash(GlobToken token) =>
        token.IsSlash || token.Kind is GlobKind.Deep or GlobKind.DeepInside or GlobKind.All or GlobKind.Below;

    private static bool MeetOffSlash(GlobToken x, GlobToken y)
    {
        if (x.IsSlash || y.IsSlash || x.Kind == GlobKind.Below || y.Kind == GlobKind.Below)
        {
            return false;
        }
        return (x.Kind, y.Kind) switch
        {
            (GlobKind.Character, GlobKind.Character) => x.Character == y.Character,
            (GlobKind.Class, GlobKind.Class) => x.Class!.Meets(y.Class!),
            (GlobKind.Class, GlobKind.Character) => x.Class!.Takes(y.Character),
            (GlobKind.Character, GlobKind.Class) => y.Class!.Takes(x.Character),
            _ => true,
        };
    }

    // How many steps further a token leads that took a character.
    private static int After(GlobKind kind, bool slash) =>
        kind switch
        {
            GlobKind.Star or GlobKind.All => 0,
            GlobKind.Deep => slash ? 0 : 1,
            GlobKind.DeepInside => slash ? -1 : 0,
            _ => 1,
        };
}
