namespace GitSwarm.Git;

/// <summary>A full ref name such as <c>refs/swarm/sessions/k3v9x2ab/0199…</c>.</summary>
/// <param name="Value">The name; never empty.</param>
public readonly record struct RefName(string Value)
{
    /// <summary>The components between slashes.</summary>
    public string[] Components => Value.Split('/');

    /// <inheritdoc/>
    public override string ToString() => Value;
}
