using GitSwarm.Sessions;
using GitSwarm.Store;

namespace GitSwarm.Delivery;

/// <summary>The cursors of every session of this clone, each read when it is asked for: mostly that is one.</summary>
/// <param name="snapshot">Records of kind <c>cursors</c>.</param>
/// <param name="cloneId">This clone.</param>
public sealed class CursorBook(Snapshot snapshot, string cloneId)
{
    private readonly List<StoreProblem> problems = [];
    private readonly Dictionary<string, CursorRecord?> read = new(StringComparer.Ordinal);

    /// <summary>What the reader itself was shown.</summary>
    /// <param name="session">Its id.</param>
    /// <exception cref="SwarmException">A newer git-swarm wrote it down: whoever cannot read that would show everything again, and write over it.</exception>
    public CursorRecord? Own(string session)
    {
        var name = SwarmRefs.Of(SwarmRefs.Cursors, cloneId, SessionId.From(session));
        return Of(session)
            ?? (
                problems.Any(p => p.Name == name && p.Reason == StoreProblem.Newer)
                    ? throw new SwarmException(
                        ErrorCode.NewerRecord,
                        "what this session was shown is on record by a newer git-swarm",
                        "update git-swarm"
                    )
                    : null
            );
    }

    /// <summary>What a session was shown; null where that is not on record. One that is unreadable counts as none, and its session is shown things again.</summary>
    /// <param name="session">Its id.</param>
    public CursorRecord? Of(string session)
    {
        if (!read.TryGetValue(session, out var record))
        {
            var name = SwarmRefs.Of(SwarmRefs.Cursors, cloneId, SessionId.From(session));
            record = snapshot.Blobs.TryGetValue(name, out var blob) ? Records.Read(blob, CursorJson.Default.CursorRecord, problems) : null;
            read[session] = record;
        }
        return record;
    }
}
