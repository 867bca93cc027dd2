namespace GitSwarm.Doctor;

/// <summary>How a check came out.</summary>
public enum CheckState
{
    /// <summary>All is well.</summary>
    Ok,

    /// <summary>Something was wrong, and no longer is.</summary>
    Mended,

    /// <summary>Something is wrong.</summary>
    Wrong,
}

/// <summary>One line of a check-up.</summary>
/// <param name="Name">The check: "hooks".</param>
/// <param name="State">How it came out.</param>
/// <param name="Detail">What was found, and what was done about it.</param>
/// <param name="Fix">What mends it; only for something wrong.</param>
public sealed record CheckResult(string Name, CheckState State, string Detail, string? Fix);
