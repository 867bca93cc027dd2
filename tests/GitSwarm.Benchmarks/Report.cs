using System.Globalization;

namespace GitSwarm.Benchmarks;

/// <summary>Prints tables in Markdown.</summary>
internal static class Report
{
    internal static void Table(string title, IEnumerable<Case> cases, IReadOnlyDictionary<string, Measurement> measured)
    {
        var widest = cases.Max(c => c.Name.Length);
        Console.WriteLine($"\n{title}\n");
        Console.WriteLine($"| {"command".PadRight(widest)} | median ms |  p95 ms |  cpu ms | ratio |");
        Console.WriteLine($"|-{new string('-', widest)}-|----------:|--------:|--------:|------:|");
        foreach (var one in cases)
        {
            var m = measured[one.Name];
            var ratio = one.Against is { } other ? Number(m.Median / measured[other].Median, "F2") : "";
            Console.WriteLine(
                $"| {one.Name.PadRight(widest)} | {Number(m.Median, "F1"), 9} | {Number(m.P95, "F1"), 7} | {Number(m.Processor, "F1"), 7} | {ratio, 5} |"
            );
        }
    }

    internal static void Targets(IEnumerable<Target> targets)
    {
        Console.WriteLine();
        foreach (var target in targets)
        {
            Console.WriteLine(
                $"{(target.Holds ? "ok    " : "MISSED")} {target.Text}: {Number(target.Measured, "F1")} {target.Unit}, at most {Number(target.Limit, "F1")} {target.Unit}"
            );
        }
    }

    private static string Number(double value, string format) =>
        double.IsNaN(value) ? "" : value.ToString(format, CultureInfo.InvariantCulture);
}
