using System.Text;
using GitSwarm.Cli;
using GitSwarm.Conflicts;

namespace GitSwarm.Commands;

/// <summary>What the radar sees as text: aligned for a person, tab-separated for a program.</summary>
internal static class ConflictsText
{
    public static string ForTerminal(RadarReport report, SwarmHost host)
    {
        var style = host.Output.Style;
        var conflicts = report.Pairs.Sum(p => p.Conflicts.Count);
        var text = new StringBuilder($"{Count(report.Sides.Count, "side")} compared, ");
        text.Append(conflicts == 0 ? "no conflicts" : Count(conflicts, "conflict")).Append('\n');
        if (report.Method == "paths")
        {
            text.Append("only shared paths are told: whether they conflict needs git 2.38 or newer\n");
        }
        var widest = report.Pairs.SelectMany(p => p.Conflicts).Select(c => Place(c).Length).DefaultIfEmpty(0).Max();
        foreach (var pair in report.Pairs.Where(p => p.Conflicts.Count > 0))
        {
            text.Append('\n');
            foreach (var conflict in pair.Conflicts)
            {
                text.Append($"{style.Yellow("!")} {Place(conflict).PadRight(widest)}   {Who(pair)}: {What(pair, conflict)}\n");
            }
        }
        foreach (var pair in report.Pairs.Where(p => p.Unknown is not null))
        {
            text.Append($"\n? {Who(pair)}: {Texts.OneLine(pair.Unknown!)}\n");
        }
        foreach (var skipped in report.Skipped)
        {
            text.Append($"\n{style.Dim($"not compared: {Texts.Cut(skipped.Label, 40)} ({Texts.OneLine(skipped.Reason)})")}\n");
        }
        return text.ToString();
    }

    public static string ForPipe(RadarReport report)
    {
        var text = new StringBuilder();
        void Line(params string[] fields) => text.Append(string.Join('\t', fields.Select(Texts.OneLine))).Append('\n');
        foreach (var pair in report.Pairs)
        {
            foreach (var c in pair.Conflicts)
            {
                Line("conflict", pair.Left.Id, pair.Right.Id, c.Kind, c.Path, Ranges(c.LeftLines), Ranges(c.RightLines), c.OtherPath ?? "");
            }
            if (pair.Unknown is { } why)
            {
                Line("unknown", pair.Left.Id, pair.Right.Id, why);
            }
        }
        foreach (var skipped in report.Skipped)
        {
            Line("skipped", skipped.Label, skipped.Reason);
        }
        return text.ToString();
    }

    /// <summary><c>lines 31-44</c>, or one of each side where they differ.</summary>
    public static string Lines(string left, IReadOnlyList<LineRange> leftLines, string right, IReadOnlyList<LineRange> rightLines) =>
        leftLines.SequenceEqual(rightLines)
            ? Numbers(leftLines)
            : $"{Numbers(leftLines)} of {Texts.Cut(left, 30)}, {Numbers(rightLines)} of {Texts.Cut(right, 30)}";

    /// <summary><c>line 4</c>, <c>lines 31-44, 50</c>.</summary>
    public static string Numbers(IReadOnlyList<LineRange> lines) =>
        (lines is [var only] && only.First == only.Last ? "line " : "lines ") + Ranges(lines, " ");

    private static string Ranges(IReadOnlyList<LineRange> lines, string blank = "") => string.Join("," + blank, lines);

    private static string Place(Conflict c) => Texts.Cut(c.Path, 60);

    private static string Who(PairReport pair) => $"{Texts.Cut(pair.Left.Label, 30)} and {Texts.Cut(pair.Right.Label, 30)}";

    private static string What(PairReport pair, Conflict c) =>
        c.LeftLines.Count > 0 || c.RightLines.Count > 0
            ? (c.Kind == ConflictKinds.AddAdd ? "both added it, " : "both changed ")
                + Lines(pair.Left.Label, c.LeftLines, pair.Right.Label, c.RightLines)
            : c.Kind switch
            {
                ConflictKinds.Content => "both changed it",
                ConflictKinds.AddAdd => "both added it",
                ConflictKinds.Binary => "both changed it, and it is binary",
                ConflictKinds.Submodule => "both moved the submodule",
                ConflictKinds.Path => "both changed it",
                _ => Texts.Cut(c.Message, 160),
            };

    private static string Count(int n, string noun) => n == 1 ? $"1 {noun}" : $"{n} {noun}s";
}
