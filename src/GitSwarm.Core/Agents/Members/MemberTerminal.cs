namespace GitSwarm.Agents.Members;

/// <summary>The pane a member's program is shown in.</summary>
/// <param name="Type">Types a text and Enter; throws <see cref="SwarmException"/> where it was not taken.</param>
/// <param name="Read">What it shows; null where it is gone.</param>
public sealed record MemberTerminal(Action<string> Type, Func<string?> Read);
