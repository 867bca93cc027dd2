using System.Text;

namespace GitSwarm.Agents.Commands;

/// <summary>How a command of the user's ended.</summary>
/// <param name="ExitCode">Its exit code, 128 + n after signal n; null where it had to be stopped.</param>
/// <param name="Output">The first mebibyte of its standard output.</param>
/// <param name="Tail">The last few kibibytes of its standard error; of its output where it complained of nothing.</param>
public sealed record CommandOutcome(int? ExitCode, byte[] Output, string Tail)
{
    /// <summary>Whether it ended by itself, with 0.</summary>
    public bool Ok => ExitCode == 0;

    /// <summary>Whether its time was over before it ended.</summary>
    public bool IsOutOfTime => ExitCode is null;

    /// <summary>The output as UTF-8.</summary>
    public string Text => Encoding.UTF8.GetString(Output);

    /// <summary>Why it failed, for one line: how it ended, and the last thing it said.</summary>
    /// <param name="limit">How long it was given.</param>
    public string Failure(TimeSpan limit)
    {
        var last = Tail.Split('\n').Select(Texts.OneLine).LastOrDefault(line => !string.IsNullOrWhiteSpace(line))?.Trim();
        var end = IsOutOfTime ? $"was stopped after {limit.TotalSeconds:F0} s" : $"failed with exit code {ExitCode}";
        return last is null ? end : $"{end}: {Texts.Cut(last, 200)}";
    }
}
