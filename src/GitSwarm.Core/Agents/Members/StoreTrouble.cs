using System.Diagnostics;

namespace GitSwarm.Agents.Members;

/// <summary>Records that cannot be read or written for a while, which must not end a member: a busy store, a full disk.</summary>
/// <param name="tell">Takes what is wrong, in one line, once each time it begins.</param>
public sealed class StoreTrouble(Action<string> tell)
{
    /// <summary>How long it may last.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private long? since;
    private long last;

    /// <summary>True where it is time to try again what failed.</summary>
    public bool IsRetryDue => since is not null && Stopwatch.GetElapsedTime(last) > Pause;

    /// <summary>True but for the moments after a failure.</summary>
    public bool IsQuiet => since is null || IsRetryDue;

    /// <summary>Does something with the records.</summary>
    /// <typeparam name="T">What comes of it.</typeparam>
    /// <param name="act">Does it.</param>
    /// <returns>What came of it; null where the records are in trouble.</returns>
    /// <exception cref="SwarmException">Something else is wrong, or this for too long.</exception>
    public T? Try<T>(Func<T?> act)
        where T : class
    {
        try
        {
            var done = act();
            since = null;
            return done;
        }
        catch (SwarmException error) when (IsPassing(error) && !(since is { } began && Stopwatch.GetElapsedTime(began) > Longest))
        {
            last = Stopwatch.GetTimestamp();
            if (since is null)
            {
                since = last;
                tell(error.Message);
            }
            return null;
        }
    }

    private static bool IsPassing(SwarmException error) =>
        error.Code is ErrorCode.StoreBusy or ErrorCode.StoreReadOnly or ErrorCode.GitFailed;
}
