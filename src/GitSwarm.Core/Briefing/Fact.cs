namespace GitSwarm.Briefing;

/// <summary>What a fact is about; the order is that of urgency.</summary>
public enum FactKind
{
    /// <summary>Work of the session would conflict, or its claim was taken over.</summary>
    Conflict,

    /// <summary>An agent or a member waits for a yes or a no.</summary>
    Request,

    /// <summary>A message.</summary>
    Message,

    /// <summary>The end of a run it launched: a notice, in full.</summary>
    Task,

    /// <summary>A note about files the session works on.</summary>
    NoteOnMine,

    /// <summary>Somebody's claim on files the session works on.</summary>
    Claim,

    /// <summary>Any other note.</summary>
    Note,

    /// <summary>Who came and who went.</summary>
    Presence,
}

/// <summary>One thing a session may be told, once.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Key">The same fact has the same key; for notes and messages their id.</param>
/// <param name="Headline">One line of ours, with the author named; text of others in it is cleaned.</param>
/// <param name="Quoted">What somebody else wrote, to be quoted as data; null where there is nothing.</param>
/// <param name="Also">Other keys that are told by this.</param>
public sealed record Fact(FactKind Kind, string Key, string Headline, string? Quoted = null, IReadOnlyList<string>? Also = null)
{
    /// <summary>For a teammate's message: the element that is opened before <see cref="Quoted"/>, and closed after it, in place of the headline.</summary>
    public string? Element { get; init; }
}
