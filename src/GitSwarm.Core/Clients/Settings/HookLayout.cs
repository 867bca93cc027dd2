namespace GitSwarm.Clients.Settings;

/// <summary>How a client's settings hold hooks: <c>"hooks": { event: [ … ] }</c> in the root.</summary>
/// <param name="IsGrouped">True where an element is a group with a matcher and handlers of its own; false where it is the handler.</param>
/// <param name="Version">The number a file of its own needs as <c>version</c>; null where it needs none.</param>
public sealed record HookLayout(bool IsGrouped, int? Version = null)
{
    /// <summary>The member of the root, and of a group, that holds the hooks.</summary>
    internal const string Hooks = "hooks";

    /// <summary>An entry as an element of its event's array.</summary>
    internal string Element(HookEntry entry) =>
        !IsGrouped ? entry.Handler
        : entry.Matcher is { } matcher ? JsonWords.Object(("matcher", JsonWords.Quote(matcher)), (Hooks, JsonWords.Array(entry.Handler)))
        : JsonWords.Object((Hooks, JsonWords.Array(entry.Handler)));
}
