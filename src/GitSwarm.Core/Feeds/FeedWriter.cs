using GitSwarm.Sessions;
using GitSwarm.Store;

namespace GitSwarm.Feeds;

/// <summary>Who adds a line. To find that out takes a look at processes and files, so it is asked while git is at work.</summary>
/// <param name="Likely">The session it is, where that is known at once; a wrong one costs a git more and nothing else.</param>
/// <param name="Ask">Finds out.</param>
public sealed record FeedWriter(SessionId? Likely, Func<Caller> Ask)
{
    /// <summary>Somebody who is known already.</summary>
    public static FeedWriter Of(Caller caller) =>
        new(caller.As is null && (caller.SwarmSession ?? caller.ClientSession) is { } id ? SessionId.From(id) : null, () => caller);
}
