namespace GitSwarm.Doctor;

/// <summary>One check: a look at the repository that changes nothing.</summary>
/// <param name="Name">What it is about, in one word.</param>
/// <param name="Look">Gives its findings, at least one. What it throws is a finding, too.</param>
/// <param name="Scope">Where it makes sense.</param>
public sealed record Check(string Name, Func<Patient, IEnumerable<Finding>> Look, CheckScope Scope = CheckScope.OptedIn);

/// <summary>Where a check makes sense.</summary>
public enum CheckScope
{
    /// <summary>Only in a repository that opted in.</summary>
    OptedIn,

    /// <summary>Everywhere: what is left of ours in a repository that opted out may still break the user's git.</summary>
    Everywhere,

    /// <summary>Everywhere, and without it no other check can be made.</summary>
    First,
}
