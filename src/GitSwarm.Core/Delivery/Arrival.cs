using GitSwarm.Sessions;

namespace GitSwarm.Delivery;

/// <summary>Whether what was said to everybody was said since a session is here; what was said before is not told to it.</summary>
/// <remarks>
/// Within a clone the times say it. Another clone may have another clock, and what it said would be lost by one that is slow:
/// so what came into one of its feeds after the session looked into it is new whatever its time is, and before the first look
/// some minutes are allowed for. Rather a word too early than one that is never heard.
/// </remarks>
internal static class Arrival
{
    /// <summary>How far the clock of another clone may be behind before the first look.</summary>
    internal static readonly TimeSpan Slow = TimeSpan.FromMinutes(15);

    /// <summary>Whether it was.</summary>
    /// <param name="me">The session.</param>
    /// <param name="shown">What it was shown so far.</param>
    /// <param name="lane">Where it was said.</param>
    /// <param name="feed">The feed it was said in.</param>
    /// <param name="at">When, by the clock of who said it.</param>
    internal static bool IsSince(Session me, CursorRecord? shown, Lane lane, string feed, DateTimeOffset at) =>
        at >= me.Since
        || (
            !feed.StartsWith(me.Ref.CloneId + "/", StringComparison.Ordinal)
            && (at >= me.Since - Slow || (shown is not null && shown.At >= me.Since && shown.Of(lane).ContainsKey(feed)))
        );
}
