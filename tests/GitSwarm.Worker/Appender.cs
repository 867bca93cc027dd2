using System.Diagnostics;
using System.Text.Json;
using GitSwarm.Store;

namespace GitSwarm.Worker;

/// <summary>How one writer fared.</summary>
/// <param name="Attempts">Decisions taken; more than one an update where a race was lost.</param>
/// <param name="GaveUp">Deadlines that passed; each was followed by another try.</param>
/// <param name="Slowest">Milliseconds of the slowest update.</param>
public sealed record AppendReport(int Attempts, int GaveUp, long Slowest)
{
    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static AppendReport Parse(string text) => JsonSerializer.Deserialize<AppendReport>(text)!;

    /// <inheritdoc/>
    public override string ToString() => JsonSerializer.Serialize(this);
}

/// <summary>Adds lines to a list in a record: a lost update is a missing line.</summary>
internal static class Appender
{
    internal static AppendReport Run(SwarmStore store, string session, string writer, int count)
    {
        var (attempts, gaveUp, slowest) = (0, 0, 0L);
        for (var n = 0; n < count; n++)
        {
            var started = Stopwatch.GetTimestamp();
            while (!TryAppend(store, session, $"{writer}-{n}", ref attempts))
            {
                gaveUp++;
            }
            slowest = Math.Max(slowest, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        return new AppendReport(attempts, gaveUp, slowest);
    }

    private static bool TryAppend(SwarmStore store, string session, string line, ref int attempts)
    {
        var name = StressRun.RefOf(session);
        var tries = 0;
        try
        {
            return store.Update(
                [name.Value],
                snapshot =>
                {
                    tries++;
                    var list = snapshot.Blobs.TryGetValue(name, out var blob) ? StressRun.Lines(blob) : [];
                    var content = JsonSerializer.SerializeToUtf8Bytes<List<string>>([.. list, line]);
                    return new Decision<bool>(true, [new RefChange(name, content, snapshot.IdOf(name))]);
                }
            );
        }
        catch (SwarmException error) when (error.Code == ErrorCode.StoreBusy)
        {
            return false;
        }
        finally
        {
            attempts += tries;
        }
    }
}
