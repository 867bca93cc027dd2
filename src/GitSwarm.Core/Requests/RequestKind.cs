namespace GitSwarm.Requests;

/// <summary>A message that asks for a yes or a no, and the message that answers it; the names are those of docs/agents.md.</summary>
/// <param name="Type">The type of the message that asks.</param>
/// <param name="Answer">The type of the message that answers.</param>
/// <param name="Yes">The field of the answer that is true or false.</param>
/// <param name="Why">The field of the answer that may say why.</param>
public sealed record RequestKind(string Type, string Answer, string Yes, string Why)
{
    /// <summary>May this tool be used?</summary>
    public static RequestKind Permission { get; } = new("permission_request", "permission_response", "allow", "reason");

    /// <summary>Shall this plan be carried out?</summary>
    public static RequestKind Plan { get; } = new("plan_approval_request", "plan_approval_response", "approve", "feedback");

    /// <summary>Will you end now?</summary>
    public static RequestKind Shutdown { get; } = new("shutdown_request", "shutdown_response", "approve", "reason");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RequestKind> All { get; } = [Permission, Plan, Shutdown];

    /// <summary>The kind a message of this type asks; null for any other message.</summary>
    public static RequestKind? Of(string? type) => All.FirstOrDefault(k => k.Type == type);
}
