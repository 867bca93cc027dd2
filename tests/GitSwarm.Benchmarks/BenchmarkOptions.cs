using System.Globalization;

namespace GitSwarm.Benchmarks;

/// <summary>What was asked for on the command line.</summary>
/// <param name="Binary">The git-swarm to measure; null to build one.</param>
/// <param name="Rounds">How often each command runs.</param>
/// <param name="Events">How many events the busy swarm has behind it.</param>
/// <param name="Notes">How many notes the weeks of notes have behind them.</param>
/// <param name="Only">Part of the title of the only tables wanted; null for all.</param>
internal sealed record BenchmarkOptions(string? Binary, int Rounds, int Events, int Notes, string? Only)
{
    internal const string Usage = "usage: GitSwarm.Benchmarks [--bin PATH] [--rounds N] [--events N] [--notes N] [--only WORD]";

    /// <summary>Parses; null when the arguments make no sense.</summary>
    internal static BenchmarkOptions? Parse(string[] args)
    {
        var options = new BenchmarkOptions(null, 40, 5000, 10_000, null);
        for (var i = 0; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            var isNumber = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0;
            var read = args[i] switch
            {
                "--bin" when File.Exists(value) => options with { Binary = Path.GetFullPath(value) },
                "--rounds" when isNumber => options with { Rounds = number },
                "--events" when isNumber => options with { Events = number },
                "--notes" when isNumber => options with { Notes = number },
                "--only" when value.Length > 0 => options with { Only = value },
                _ => null,
            };
            if (read is null)
            {
                return null;
            }
            options = read;
        }
        return options;
    }
}
