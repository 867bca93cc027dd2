namespace GitSwarm.Teams;

/// <summary>Who is to join a team.</summary>
/// <param name="Name">The name wanted; a number is added where it is taken.</param>
/// <param name="Session">Its session, which may not have begun yet.</param>
public sealed record JoinRequest(string Name, string Session)
{
    /// <summary>Name of the agent's definition; null for a session that joins by hand.</summary>
    public string? Type { get; init; }

    /// <summary>The model it uses.</summary>
    public string? Model { get; init; }

    /// <summary>What it may do without asking.</summary>
    public string? Mode { get; init; }

    /// <summary>What plays it.</summary>
    public string? Runner { get; init; }

    /// <summary>Channels it listens to from the start.</summary>
    public IReadOnlyList<string> Subscriptions { get; init; } = [];

    /// <summary>How it is reached on this machine.</summary>
    public TeamLocal? Local { get; init; }
}
