namespace GitSwarm.Clients.Settings;

/// <summary>What a client is to run at an event of its own.</summary>
/// <param name="Event">As the client calls it: "PreToolUse".</param>
/// <param name="Matcher">Which tools it is for; null for all.</param>
/// <param name="Handler">The object that describes the command, as JSON in one line.</param>
/// <param name="Extra">What the handler calls git-swarm with behind <c>hook &lt;client&gt;</c>, or nothing.</param>
public sealed record HookEntry(string Event, string? Matcher, string Handler, string Extra = "");
