using GitSwarm.Store;

namespace GitSwarm;

/// <summary>The id of a session as it stands in ref names: <c>[a-z0-9-]</c>, at most 64 characters.</summary>
public readonly record struct SessionId
{
    // Reserved by git-swarm itself, or names no file may have on Windows.
    private static readonly string[] Reserved =
    [
        "head",
        "archive",
        "con",
        "prn",
        "aux",
        "nul",
        "com1",
        "com2",
        "com3",
        "com4",
        "com5",
        "com6",
        "com7",
        "com8",
        "com9",
        "lpt1",
        "lpt2",
        "lpt3",
        "lpt4",
        "lpt5",
        "lpt6",
        "lpt7",
        "lpt8",
        "lpt9",
    ];

    private readonly string? value;

    private SessionId(string value) => this.value = value;

    /// <summary>The id; empty for <c>default</c>.</summary>
    public string Value => value ?? "";

    /// <summary>Takes a client's own id: as it is where it fits, hashed where it does not.</summary>
    /// <param name="original">What the client calls its session; never empty.</param>
    public static SessionId From(string original) =>
        SwarmRefs.IsComponent(original) && !Reserved.Contains(original)
            ? new SessionId(original)
            : new SessionId("x-" + StableHash.Of(original));

    /// <summary>The id of a subagent of <paramref name="parent"/>.</summary>
    public static SessionId OfSubagent(SessionId parent, string agent) => From($"{parent}-{agent}");

    /// <inheritdoc/>
    public override string ToString() => Value;
}
