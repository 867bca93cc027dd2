using GitSwarm.Sessions.Processes;

namespace GitSwarm.Sessions;

/// <summary>How a session stands, from its records and what its process says.</summary>
public static class SessionStates
{
    /// <summary>A session without a process is believed active this long after its tick began: two ticks.</summary>
    public static readonly TimeSpan ActiveFor = HeartbeatRecord.Length * 2;

    /// <summary>An idle session without a process is believed there this long: two of its hourly ticks.</summary>
    public static readonly TimeSpan IdleFor = HeartbeatRecord.IdleLength * 2;

    /// <summary>
    /// One of another clone is believed active this long after its tick began: ticks travel every quarter of an hour at most
    /// (<see cref="Sync.SyncPace.Quarter"/>), and two may be missed here as well.
    /// </summary>
    public static readonly TimeSpan ActiveElsewhereFor = TimeSpan.FromMinutes(35);

    /// <summary>A clock of another machine that is further ahead than this is not believed.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromHours(1);

    /// <summary>The client of a session that no agent program stands behind.</summary>
    public const string ShellClient = "shell";

    /// <summary>The state of a session of another clone at <paramref name="now"/>, as far as what was fetched tells.</summary>
    /// <param name="record">Who it is.</param>
    /// <param name="heartbeat">Its last tick, if any.</param>
    /// <param name="now">UTC.</param>
    public static SessionState Elsewhere(SessionRecord record, HeartbeatRecord? heartbeat, DateTimeOffset now)
    {
        if (record.Ended is not null)
        {
            return SessionState.Gone;
        }
        var active = heartbeat?.ActivityNow() == Activity.Active;
        var age = now - (heartbeat?.Time() ?? record.Started);
        return age < -Ahead || age > (active ? ActiveElsewhereFor : IdleFor) ? SessionState.Stale
            : active ? SessionState.Active
            : SessionState.Idle;
    }

    /// <summary>The state at <paramref name="now"/>.</summary>
    /// <param name="record">Who it is.</param>
    /// <param name="heartbeat">Its last tick, if any.</param>
    /// <param name="life">What its process says; <see cref="Life.Unknown"/> where nobody here can ask.</param>
    /// <param name="now">UTC.</param>
    public static SessionState Of(SessionRecord record, HeartbeatRecord? heartbeat, Life life, DateTimeOffset now)
    {
        if (record.Ended is not null || life == Life.Dead)
        {
            return SessionState.Gone;
        }
        var active = heartbeat?.ActivityNow() == Activity.Active;
        var age = now - (heartbeat?.Time() ?? record.Started);
        if (life == Life.Alive)
        {
            // An agent tells when its turn ends; a shell does not, so there only a fresh tick counts.
            return active && (record.Client != ShellClient || age <= ActiveFor) ? SessionState.Active : SessionState.Idle;
        }
        if (age > (active ? ActiveFor : IdleFor))
        {
            return SessionState.Stale;
        }
        return active ? SessionState.Active : SessionState.Idle;
    }
}
