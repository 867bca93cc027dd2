using System.Text;

namespace GitSwarm.TestKit;

/// <summary>Shows how two texts differ, line by line.</summary>
public static class LineDiff
{
    /// <summary>Lines with <c>- </c> are only in what was expected, with <c>+ </c> only in what came; others are in both.</summary>
    public static string Of(string expected, string actual)
    {
        var (old, now) = (Lines(expected), Lines(actual));
        var common = CommonLengths(old, now);
        var text = new StringBuilder();
        var (i, j) = (0, 0);
        while (i < old.Length || j < now.Length)
        {
            if (i < old.Length && j < now.Length && old[i] == now[j])
            {
                text.Append("  ").Append(old[i++]).Append('\n');
                j++;
            }
            else if (j == now.Length || (i < old.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                text.Append("- ").Append(old[i++]).Append('\n');
            }
            else
            {
                text.Append("+ ").Append(now[j++]).Append('\n');
            }
        }
        return text.ToString();
    }

    private static string[] Lines(string text) => text.Length == 0 ? [] : text.Split('\n');

    // The longest common subsequence of the lines from i and from j on; texts here have tens of lines.
    private static int[,] CommonLengths(string[] old, string[] now)
    {
        var common = new int[old.Length + 1, now.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = now.Length - 1; j >= 0; j--)
            {
                common[i, j] = old[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }
        return common;
    }
}
