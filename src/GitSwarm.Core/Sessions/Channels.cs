using GitSwarm.Store;

namespace GitSwarm.Sessions;

/// <summary>What channels are called, and who listens to one: pure functions.</summary>
public static class Channels
{
    /// <summary>What an address of a channel begins with.</summary>
    public const char Mark = '#';

    /// <summary>Channels a session may listen to.</summary>
    public const int Most = 16;

    /// <summary>Checks a name; <c>#</c> in front is no part of it.</summary>
    /// <exception cref="SwarmException">It is none.</exception>
    public static string Checked(string typed) =>
        typed.TrimStart(Mark) is var name && SwarmRefs.IsComponent(name)
            ? name
            : throw new SwarmException(
                ErrorCode.BadArgument,
                $"not a channel: '{Texts.Cut(typed, 40)}'",
                "use 1 to 64 of a-z, 0-9 and '-', such as build"
            );

    /// <summary>The subscriptions with some more; the very same ones where there are no more.</summary>
    /// <param name="before">What it listens to.</param>
    /// <param name="wanted">Checked names.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="SwarmException">They would be too many.</exception>
    public static IReadOnlyList<Subscription>? With(IReadOnlyList<Subscription>? before, IEnumerable<string> wanted, DateTimeOffset now)
    {
        var known = before ?? [];
        var added = wanted.Distinct(StringComparer.Ordinal).Where(w => known.All(k => k.Channel != w)).ToList();
        if (known.Count + added.Count > Most)
        {
            throw new SwarmException(
                ErrorCode.BadArgument,
                $"a session can listen to {Most} channels, and this one would listen to {known.Count + added.Count}",
                "name fewer with --subscribe"
            );
        }
        return added.Count == 0 ? before : [.. known, .. added.Select(a => new Subscription(a, now))];
    }
}
