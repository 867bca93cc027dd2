using GitSwarm.Cli;
using GitSwarm.Delivery;

namespace GitSwarm.Commands;

/// <summary>Finds messages by what a person types of their id.</summary>
internal static class MailLookup
{
    /// <summary>The id of the message that is answered.</summary>
    /// <exception cref="SwarmException">The caller never got such a message, or several fit.</exception>
    public static string Answered(SwarmHost host, string typed)
    {
        var inflow = host.Delivery.Read(() => host.Caller, again: true);
        var found = inflow
            .Text.Lines.Concat(inflow.Protocol.Lines)
            .Select(w => w.Line.Id)
            .Where(id => ShortId.Means(typed, id))
            .Distinct()
            .ToList();
        return found.Count == 1
            ? found[0]
            : throw new SwarmException(
                ErrorCode.BadArgument,
                $"{(found.Count == 0 ? "no message" : $"{found.Count} messages")} to you '{Texts.Cut(typed, 40)}'",
                "'git swarm inbox --all' shows the ids"
            );
    }
}
