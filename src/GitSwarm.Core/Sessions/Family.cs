namespace GitSwarm.Sessions;

/// <summary>A session and its subagents, which work together, at any depth; two subagents of one session do not.</summary>
public static class Family
{
    /// <summary>A hostile record may name itself as its parent.</summary>
    private const int Deepest = 8;

    /// <summary>True where one is the other, or above it.</summary>
    public static bool IsOne(Session a, Session b, Roster roster) =>
        a.Ref.CloneId == b.Ref.CloneId && (a.Id == b.Id || (a.IsLocal == b.IsLocal && (IsBelow(a, b, roster) || IsBelow(b, a, roster))));

    private static bool IsBelow(Session session, Session above, Roster roster)
    {
        var parent = session.Record.Parent;
        for (var depth = 0; parent is not null && depth < Deepest; depth++)
        {
            if (parent == above.Id)
            {
                return true;
            }
            parent = roster.Local(parent)?.Record.Parent;
        }
        return false;
    }
}
