namespace GitSwarm.Conflicts;

/// <summary>Finds the lines that conflict in each side's own file, from the merged file with its markers.</summary>
internal static class ConflictRegions
{
    /// <summary>The ranges of both sides, one for each marked region.</summary>
    /// <param name="left">The left side's file.</param>
    /// <param name="right">The right side's file.</param>
    /// <param name="merged">The merged file.</param>
    /// <param name="leftName">What git wrote behind the opening markers.</param>
    /// <param name="rightName">What git wrote behind the closing ones.</param>
    internal static (List<LineRange> Left, List<LineRange> Right) Of(
        string left,
        string right,
        string merged,
        string leftName,
        string rightName
    )
    {
        // Each side's view of the merged file: what is outside of markers, and its own part of each region.
        var views = (Left: new List<string>(), Right: new List<string>());
        var regions = new List<(int Left, int LeftCount, int Right, int RightCount)>();
        var part = Part.Outside;
        (int Left, int Right) began = default;
        foreach (var line in Lines(merged))
        {
            if (part == Part.Outside && (IsMarker(line, '<', leftName) || IsMarker(line, '<', UserPrograms.Labels.Left)))
            {
                (part, began) = (Part.Left, (views.Left.Count, views.Right.Count));
            }
            else if (part == Part.Left && IsMarker(line, '|', null))
            {
                part = Part.Base;
            }
            else if (part is Part.Left or Part.Base && IsMarker(line, '=', ""))
            {
                part = Part.Right;
            }
            else if (part == Part.Right && (IsMarker(line, '>', rightName) || IsMarker(line, '>', UserPrograms.Labels.Right)))
            {
                regions.Add((began.Left, views.Left.Count - began.Left, began.Right, views.Right.Count - began.Right));
                part = Part.Outside;
            }
            else
            {
                if (part is Part.Outside or Part.Left)
                {
                    views.Left.Add(line);
                }
                if (part is Part.Outside or Part.Right)
                {
                    views.Right.Add(line);
                }
            }
        }
        return (
            Places(Lines(left), views.Left, [.. regions.Select(r => (r.Left, r.LeftCount))]),
            Places(Lines(right), views.Right, [.. regions.Select(r => (r.Right, r.RightCount))])
        );
    }

    private static List<LineRange> Places(string[] own, List<string> view, List<(int Start, int Count)> regions)
    {
        if (regions.Count == 0 || LineDiff.Match(own, view.ToArray()) is not { } places)
        {
            return [];
        }
        return regions.ConvertAll(r => Place(places, r.Start, r.Count));
    }

    private static LineRange Place(int[] places, int start, int count)
    {
        var inside = places.AsSpan(start, count).ToArray().Where(p => p >= 0).ToList();
        if (inside.Count > 0)
        {
            return new LineRange(inside[0] + 1, inside[^1] + 1);
        }
        // It has no line of its own there: the line before stands for the gap.
        var before = places.AsSpan(0, start).ToArray().LastOrDefault(p => p >= 0, 0);
        return new LineRange(before + 1, before + 1);
    }

    // Line ends of both kinds, for a file may have been given others.
    private static string[] Lines(string text)
    {
        var lines = text.Split('\n');
        return lines[^1].Length == 0 ? lines[..^1] : lines;
    }

    private static bool IsMarker(string line, char sign, string? name)
    {
        var text = line.AsSpan().TrimEnd('\r');
        var rest = text.TrimStart(sign);
        return text.Length - rest.Length >= 7
            && (name is null || (name.Length == 0 ? rest.IsEmpty : rest.StartsWith(" " + name, StringComparison.Ordinal)));
    }

    private enum Part
    {
        Outside,
        Left,
        Base,
        Right,
    }
}
