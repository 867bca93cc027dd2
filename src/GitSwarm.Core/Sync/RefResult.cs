using GitSwarm.Git;

namespace GitSwarm.Sync;

/// <summary>What an exchange did to one ref.</summary>
/// <param name="Name">The ref as it is called at the remote.</param>
/// <param name="Action"><c>new</c>, <c>updated</c>, <c>deleted</c>, <c>rejected</c> or <c>ignored</c>.</param>
/// <param name="Reason">Why it was rejected or ignored; null otherwise.</param>
public sealed record RefResult(RefName Name, string Action, string? Reason = null)
{
    /// <summary>True where it did not come about.</summary>
    public bool IsRefused => Action is "rejected" or "ignored";

    /// <summary>What a change from one object to another is called.</summary>
    public static string ActionOf(ObjectId before, ObjectId after) =>
        before.IsNone ? "new"
        : after.IsNone ? "deleted"
        : "updated";
}
