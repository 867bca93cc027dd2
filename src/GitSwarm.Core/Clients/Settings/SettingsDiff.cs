using System.Text;

namespace GitSwarm.Clients.Settings;

/// <summary>A change of a settings file as a unified diff, for people to read.</summary>
public static class SettingsDiff
{
    private const int Context = 3;

    /// <summary>Its lines, fit for a terminal.</summary>
    public static IEnumerable<string> Of(SettingsChange change)
    {
        var (old, fresh) = (Lines(change.Before), Lines(change.After));
        yield return $"--- {(change.Before is null ? "/dev/null" : Texts.OneLine(change.Path))}";
        yield return $"+++ {(change.After is null ? "/dev/null" : Texts.OneLine(change.Path))}";
        var lines = Script(old, fresh);
        for (var at = lines.FindIndex(l => l.Sign != ' '); at >= 0; )
        {
            var start = Math.Max(0, at - Context);
            var end = at;
            // Changes with little between them are one hunk.
            for (var next = at; next >= 0 && next - end <= 2 * Context; next = lines.FindIndex(end, l => l.Sign != ' '))
            {
                end = next + 1;
                if (end == lines.Count)
                {
                    break;
                }
            }
            var hunk = lines[start..Math.Min(lines.Count, end + Context)];
            yield return $"@@ -{Range(lines[..start], hunk, '+')} +{Range(lines[..start], hunk, '-')} @@";
            foreach (var (sign, text) in hunk)
            {
                yield return sign + Texts.OneLine(text);
            }
            at = end == lines.Count ? -1 : lines.FindIndex(end, l => l.Sign != ' ');
        }
    }

    private static string Range(List<(char Sign, string Text)> before, List<(char Sign, string Text)> hunk, char without)
    {
        var count = hunk.Count(l => l.Sign != without);
        return $"{before.Count(l => l.Sign != without) + (count > 0 ? 1 : 0)},{count}";
    }

    private static List<(char Sign, string Text)> Script(string[] old, string[] fresh)
    {
        var matches = LineDiff.Match(old, fresh) ?? [.. fresh.Select(_ => -1)];
        var lines = new List<(char, string)>();
        var from = 0;
        for (var at = 0; at < fresh.Length; at++)
        {
            if (matches[at] < 0)
            {
                lines.Add(('+', fresh[at]));
                continue;
            }
            lines.InsertRange(Behind(lines), old[from..matches[at]].Select(l => ('-', l)));
            lines.Add((' ', fresh[at]));
            from = matches[at] + 1;
        }
        lines.InsertRange(Behind(lines), old[from..].Select(l => ('-', l)));
        return lines;
    }

    // What goes is shown before what comes in its place.
    private static int Behind(List<(char Sign, string Text)> lines) => lines.FindLastIndex(l => l.Sign == ' ') + 1;

    private static string[] Lines(byte[]? bytes)
    {
        var lines = Encoding.UTF8.GetString(bytes ?? []).ReplaceLineEndings("\n").Split('\n');
        return lines[^1].Length == 0 ? lines[..^1] : lines;
    }
}
