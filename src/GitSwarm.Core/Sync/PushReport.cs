using GitSwarm.Git;

namespace GitSwarm.Sync;

/// <summary>Reads what <c>git push --porcelain</c> says of each ref.</summary>
public static class PushReport
{
    /// <summary>One result for each ref git mentions: <c>&lt;flag&gt; TAB &lt;from&gt;:&lt;to&gt; TAB &lt;summary&gt; (&lt;reason&gt;)</c>, git-push(1).</summary>
    public static IEnumerable<RefResult> Parse(GitResult result, IReadOnlyList<RefPush> changes)
    {
        var wanted = changes.ToDictionary(c => c.Name.Value, StringComparer.Ordinal);
        foreach (var line in result.Text.Split('\n'))
        {
            var fields = line.Split('\t');
            if (fields.Length < 3 || fields[0].Length != 1)
            {
                continue;
            }
            var name = fields[1][(fields[1].LastIndexOf(':') + 1)..];
            if (!wanted.TryGetValue(name, out var change))
            {
                continue;
            }
            yield return fields[0] == "!"
                ? new RefResult(change.Name, "rejected", ReasonIn(fields[2]))
                : new RefResult(
                    change.Name,
                    fields[0] == "*" ? "new"
                        : change.New.IsNone ? "deleted"
                        : "updated"
                );
        }
    }

    private static string ReasonIn(string summary)
    {
        var open = summary.IndexOf('(', StringComparison.Ordinal);
        return Texts.Cut(open < 0 ? summary : summary[(open + 1)..].TrimEnd(')'), 100);
    }
}
