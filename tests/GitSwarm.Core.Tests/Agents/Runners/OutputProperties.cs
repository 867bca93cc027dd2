using FsCheck;
using FsCheck.Fluent;
using GitSwarm.Agents.Runners;
using Xunit;

namespace GitSwarm.Tests.Agents.Runners;

/// <summary>Whatever a program prints, reading it goes well, and its end is told in one line.</summary>
public class OutputProperties
{
    private static readonly string[] Samples =
    [
        .. Directory
            .GetFiles(Path.Combine(Root.Path, "tests", "fixtures", "runs"))
            .Order(StringComparer.Ordinal)
            .SelectMany(File.ReadAllLines)
            .Where(l => l.Length < 3000),
    ];

    private static readonly string[] Values =
    [
        "null",
        "true",
        "-1",
        "1e999",
        "99999999999999999999",
        "\"\"",
        "\"\\ud800\"",
        "\"\\u0000\"",
        "\"result\"",
        "[]",
        "{}",
        "[[[{}]]]",
    ];

    [Fact]
    public void Any_lines_are_read() =>
        Prop.ForAll(
                Runs().ToArbitrary(),
                run =>
                {
                    var output = run.Runner.Open(RunnerPlans.Plain());
                    foreach (var line in run.Lines)
                    {
                        Assert.All(output.Line(line).ToList(), e => Assert.NotNull(e.Text));
                    }
                    var result = output.End(run.ExitCode, "\n\0bad\n");
                    Assert.Equal(result.Done, result.Error is null);
                    Assert.False(result.Done && run.ExitCode != 0);
                    Assert.DoesNotContain('\n', result.Error ?? "");
                    Assert.True(result.Usage.Tokens is null or >= 0);
                }
            )
            .QuickCheckThrowOnFailure();

    private static Gen<(AgentRunner Runner, List<string> Lines, int ExitCode)> Runs() =>
        from runner in Gen.Elements(AgentRunners.All.ToArray())
        from lines in Line().ListOf()
        from exitCode in Gen.Elements(0, 1, 137, -1, 255)
        select (runner, lines.ToList(), exitCode);

    // Text of any kind; lines that programs print, cut and with other values at any place.
    private static Gen<string> Line() =>
        Gen.OneOf(
            ArbMap.Default.GeneratorFor<string>().Select(s => s ?? ""),
            Gen.Elements(Samples),
            from line in Gen.Elements(Samples)
            from length in Gen.Choose(0, line.Length)
            select line[..length],
            from line in Gen.Elements(Samples)
            from value in Gen.Elements(Values)
            from at in Gen.Choose(0, 200)
            select Changed((line, value, at))
        );

    // Another value after one of its colons.
    private static string Changed((string Line, string Value, int At) change)
    {
        var parts = change.Line.Split("\":");
        var at = 1 + (change.At % Math.Max(1, parts.Length - 1));
        if (at >= parts.Length)
        {
            return change.Line;
        }
        var end = parts[at].IndexOfAny([',', '}']);
        parts[at] = change.Value + (end < 0 ? "," : parts[at][end..]);
        return string.Join("\":", parts);
    }
}
