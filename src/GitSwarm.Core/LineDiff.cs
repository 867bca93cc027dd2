namespace GitSwarm;

/// <summary>Which lines of one text are which of another: the shortest edit script by Myers (1986), with a limit.</summary>
internal static class LineDiff
{
    // The memory is the square of this, in numbers.
    private const int MostEdits = 1500;

    /// <summary>For each line of <paramref name="b"/> its place in <paramref name="a"/> or -1; null where the texts are too different.</summary>
    internal static int[]? Match(ReadOnlySpan<string> a, ReadOnlySpan<string> b)
    {
        var matches = new int[b.Length];
        Array.Fill(matches, -1);
        var start = 0;
        while (start < a.Length && start < b.Length && a[start] == b[start])
        {
            matches[start] = start;
            start++;
        }
        var (endA, endB) = (a.Length, b.Length);
        while (endA > start && endB > start && a[endA - 1] == b[endB - 1])
        {
            matches[--endB] = --endA;
        }
        return Trace(a[start..endA], b[start..endB]) is not { } trace ? null : Follow(trace, endA - start, endB - start, start, matches);
    }

    // trace[d][k + d]: how far along a the diagonal k gets with d edits.
    private static List<int[]>? Trace(ReadOnlySpan<string> a, ReadOnlySpan<string> b)
    {
        var trace = new List<int[]>();
        for (var d = 0; d <= Math.Min(a.Length + b.Length, MostEdits); d++)
        {
            var reach = new int[(2 * d) + 1];
            trace.Add(reach);
            for (var k = -d; k <= d; k += 2)
            {
                var x = d == 0 ? 0 : From(trace[d - 1], d, k).X;
                while (x < a.Length && x - k < b.Length && a[x] == b[x - k])
                {
                    x++;
                }
                reach[k + d] = x;
                if (x >= a.Length && x - k >= b.Length)
                {
                    return trace;
                }
            }
        }
        return null;
    }

    /// <summary>The step that leads furthest on a diagonal: down (a line of b) or right (a line of a).</summary>
    private static (int X, int K) From(int[] before, int d, int k)
    {
        var down = k < d - 1 ? before[k + 1 + d - 1] : -1;
        var right = k > -d + 1 ? before[k - 1 + d - 1] + 1 : -1;
        return k == -d || (k != d && down >= right) ? (down, k + 1) : (right, k - 1);
    }

    private static int[] Follow(List<int[]> trace, int x, int y, int offset, int[] matches)
    {
        for (var d = trace.Count - 1; d >= 0; d--)
        {
            var k = x - y;
            var (fromX, fromK) = d == 0 ? (0, 0) : From(trace[d - 1], d, k);
            while (x > fromX && y > 0 && x - 1 >= 0 && y - 1 >= 0)
            {
                matches[offset + --y] = offset + --x;
            }
            if (d > 0)
            {
                // Back over the edit itself.
                x = fromK < k ? fromX - 1 : fromX;
                y = x - fromK;
            }
        }
        return matches;
    }
}
