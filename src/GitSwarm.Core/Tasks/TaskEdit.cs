namespace GitSwarm.Tasks;

/// <summary>What is to be different about a task.</summary>
public sealed record TaskEdit
{
    /// <summary>Another subject; null to leave it.</summary>
    public string? Subject { get; init; }

    /// <summary>Another description, empty for none; null to leave it.</summary>
    public string? Description { get; init; }

    /// <summary>True to give it back: nobody works on it.</summary>
    public bool Release { get; init; }

    /// <summary>True where it is not done after all.</summary>
    public bool Reopen { get; init; }
}

/// <summary>What a change needs besides the records.</summary>
/// <param name="Now">UTC.</param>
/// <param name="CloneId">This clone.</param>
/// <param name="Nonce">Differs for every write.</param>
public sealed record TaskMoment(DateTimeOffset Now, string CloneId, string Nonce);
