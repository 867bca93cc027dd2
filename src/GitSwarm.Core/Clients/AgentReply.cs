namespace GitSwarm.Clients;

/// <summary>Whether an edit may be made.</summary>
public enum Verdict
{
    /// <summary>That is for the client to decide.</summary>
    None,

    /// <summary>Yes.</summary>
    Allow,

    /// <summary>The user shall be asked.</summary>
    Ask,

    /// <summary>No.</summary>
    Deny,
}

/// <summary>What a client is answered.</summary>
/// <param name="Context">For the model; empty for nothing.</param>
/// <param name="Verdict">On the edit it is about to make.</param>
/// <param name="Reason">For the verdict.</param>
public sealed record AgentReply(string Context, Verdict Verdict = Verdict.None, string Reason = "")
{
    /// <summary>No word.</summary>
    public static AgentReply Nothing { get; } = new("");

    /// <summary>True where there is nothing to say.</summary>
    public bool IsEmpty => Context.Length == 0 && Verdict == Verdict.None;
}
