using GitSwarm.Agents.Definitions;

namespace GitSwarm.Agents.Servers;

/// <summary>Waits for the servers without which an agent does not start ([C6]).</summary>
public static class RequiredServers
{
    /// <summary>Looks at all of them at the same time, at each until it counts.</summary>
    /// <param name="servers">The servers; those whose settings nobody knows are taken to be there.</param>
    /// <param name="directory">Where they are started.</param>
    /// <param name="variables">Every variable they see, and their settings may name.</param>
    /// <param name="pace">How often and how long.</param>
    /// <param name="clock">Time.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>Those that do not count.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was used.</exception>
    public static async Task<IReadOnlyList<MissingServer>> Await(
        IReadOnlyList<AgentServer> servers,
        string directory,
        IReadOnlyDictionary<string, string> variables,
        ProbePace pace,
        TimeProvider clock,
        CancellationToken stop = default
    )
    {
        var looks = servers
            .Where(s => s.Config is not null)
            .Select(async s =>
            {
                var (config, unknown) = ServerConfig.Read(s.Config!.Value, variables);
                // Settings that are wrong do not get better by waiting.
                var reason = config is null ? unknown : await Await(config, directory, variables, pace, clock, stop);
                return reason is null ? null : new MissingServer(s.Name, reason);
            });
        return [.. (await Task.WhenAll(looks)).OfType<MissingServer>()];
    }

    private static async Task<string?> Await(
        ServerConfig config,
        string directory,
        IReadOnlyDictionary<string, string> variables,
        ProbePace pace,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        var started = clock.GetTimestamp();
        TimeSpan Left() => pace.Limit - clock.GetElapsedTime(started);
        var patience = pace.Look;
        string? reason = null;
        do
        {
            var left = Left();
            var outcome = await ServerProbe.Look(config, directory, variables, patience < left ? patience : left, stop);
            if (outcome.Counts)
            {
                return null;
            }
            // The last look may be cut short, which says less than the one before.
            reason = outcome.IsOutOfTime && left < patience ? reason ?? outcome.Reason : outcome.Reason;
            patience = outcome.IsOutOfTime ? patience * 2 : patience;
            if (Left() <= pace.Pause)
            {
                return reason;
            }
            await Task.Delay(pace.Pause, clock, stop);
        } while (Left() > TimeSpan.Zero);
        return reason;
    }
}

/// <summary>A server that does not count.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Reason">Why, in one line.</param>
public sealed record MissingServer(string Name, string Reason);
