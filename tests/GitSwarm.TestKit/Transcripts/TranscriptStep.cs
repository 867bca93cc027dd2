namespace GitSwarm.TestKit;

/// <summary>Something a page does.</summary>
/// <param name="Line">Where it stands, from 1.</param>
public abstract record TranscriptStep(int Line);

/// <summary>A script the reader does not see.</summary>
/// <param name="Line">Where it stands, from 1.</param>
/// <param name="Script">For <c>sh -e</c>.</param>
public sealed record SetupStep(int Line, string Script) : TranscriptStep(Line);

/// <summary>Time goes by.</summary>
/// <param name="Line">Where it stands, from 1.</param>
/// <param name="By">How much.</param>
public sealed record TimeStep(int Line, TimeSpan By) : TranscriptStep(Line);

/// <summary>A line somebody types, and what they should see.</summary>
/// <param name="Line">Where it stands, from 1.</param>
/// <param name="User">Who; empty for a plain <c>$</c>.</param>
/// <param name="Command">What is typed; several lines if they end with a backslash.</param>
/// <param name="Expected">The lines below, without blank ones at the end.</param>
/// <param name="From">The index in the page's lines where the expected output begins.</param>
public sealed record CommandStep(int Line, string User, string Command, IReadOnlyList<string> Expected, int From) : TranscriptStep(Line);
