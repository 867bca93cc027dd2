namespace GitSwarm.Doctor;

/// <summary>One thing a check has to say: that all is well, or what is wrong and how it is mended.</summary>
/// <param name="Detail">One line; for something wrong it names the ref, file or setting.</param>
/// <param name="Fix">What the user can do about it; null when all is well.</param>
/// <param name="Mending">What doctor itself does about it; null where that would not be safe, or not ours to do.</param>
public sealed record Finding(string Detail, string? Fix = null, Mending? Mending = null)
{
    /// <summary>True when there is nothing to mend.</summary>
    public bool IsOk => Fix is null && Mending is null;
}

/// <summary>A repair.</summary>
/// <param name="Done">What was done, in the past: "removed".</param>
/// <param name="Act">Does it; false when it could not be done. May throw <see cref="SwarmException"/> or what files throw.</param>
public sealed record Mending(string Done, Func<bool> Act);
