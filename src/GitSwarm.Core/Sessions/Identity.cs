namespace GitSwarm.Sessions;

/// <summary>Which session a command acts for.</summary>
/// <param name="Id">Its id; null when one has to be made.</param>
/// <param name="Client">Its client.</param>
/// <param name="Session">What is on record of it, gone or not; null when nothing is.</param>
/// <param name="Parent">The session it is a subagent of.</param>
/// <param name="Original">The client's own id, where it did not fit a ref name.</param>
public sealed record Identity(SessionId? Id, string Client, Session? Session, string? Parent = null, string? Original = null)
{
    /// <summary>True where nothing but the place says so: whoever calls may be a person beside an agent, whose life is not the agent's.</summary>
    public bool IsByPlace { get; init; }

    /// <summary>The session, if it is live.</summary>
    public Session? Live => Session is { IsLive: true } ? Session : null;
}

/// <summary>Answers "who am I" as docs/cli.md says: <c>--as</c>, the innermost client, the one session of this work tree.</summary>
public static class WhoAmI
{
    /// <summary>Resolves the caller against the records.</summary>
    /// <param name="roster">Who is on record.</param>
    /// <param name="caller">Who calls.</param>
    /// <param name="joining">True for a command that starts a session: then another's session in this work tree is not mine.</param>
    /// <exception cref="SwarmException"><c>--as</c> names nobody, or several.</exception>
    public static Identity Resolve(Roster roster, Caller caller, bool joining = false)
    {
        var client = caller.Client ?? SessionStates.ShellClient;
        if (caller.As is { } address)
        {
            return ByAddress(roster, address);
        }
        if (caller.SwarmSession is { } given && (caller.Client is null || Belongs(roster, given, caller)))
        {
            return given.Contains('/') ? ByAddress(roster, given) : ById(roster, given, client);
        }
        if (caller.ClientSession is { } own)
        {
            var session = OfClient(roster, own, client, caller);
            return caller.Agent is { } agent && session.Id is { } parent ? Subagent(roster, parent, agent, client) : session;
        }
        if (roster.Live.FirstOrDefault(s => IsProcess(s, caller)) is { } mine)
        {
            return Existing(mine);
        }
        return !joining && OnlyOneHere(roster, caller) is { } only
            ? Existing(only) with
            {
                IsByPlace = true,
            }
            : new Identity(null, client, null);
    }

    /// <summary>Why a caller who had a session a moment ago has none.</summary>
    public static SwarmException IsNobody(Caller caller) =>
        caller is { As: null, SwarmSession: null, ClientSession: null, Process: null }
            ? new(
                ErrorCode.NoSession,
                "cannot tell which session this is: no process of it is seen, and there are several in this work tree",
                "name it with --as <session>, or set GIT_SWARM_SESSION"
            )
            : new(ErrorCode.NoSession, "the session ended meanwhile", "try again");

    /// <summary>An inherited <c>GIT_SWARM_SESSION</c> counts only if it is of the innermost client, or of nobody known.</summary>
    private static bool Belongs(Roster roster, string given, Caller caller) =>
        roster.Local(SessionId.From(given.Split('/')[0]).Value) is { } session
            ? session.Record.Client == caller.Client
            : caller.ClientSession is null;

    /// <summary>A client gives a session another id when its user clears it; to everybody else it is the same one.</summary>
    private static Identity OfClient(Roster roster, string own, string client, Caller caller) =>
        roster.Local(SessionId.From(own).Value) is null
        && roster.Live.FirstOrDefault(s =>
            s is { IsLocal: true, Record.Parent: null }
            && s.Record.Client == client
            && (s.Process?.Aliases?.Contains(own) == true || (caller.Continues && HasProcess(s, caller)))
        )
            is { } known
            ? Existing(known)
            : ById(roster, own, client);

    private static Identity Subagent(Roster roster, SessionId parent, string agent, string client)
    {
        var id = SessionId.OfSubagent(parent, agent);
        return roster.Local(id.Value) is { } known ? Existing(known) : new Identity(id, client, null, parent.Value, agent);
    }

    private static Identity ById(Roster roster, string original, string client)
    {
        var id = SessionId.From(original);
        return roster.Local(id.Value) is { } session
            ? Existing(session)
            : new Identity(id, client, null, Original: id.Value == original ? null : original);
    }

    private static Identity ByAddress(Roster roster, string address)
    {
        var slash = address.IndexOf('/');
        if (slash > 0 && TryFind(roster, address[..slash]) is { IsLocal: true } parent)
        {
            return Subagent(roster, SessionId.From(parent.Id), address[(slash + 1)..], parent.Record.Client);
        }
        var session = SessionAddress.Find(roster, address);
        return session.IsLocal
            ? Existing(session)
            : throw new SwarmException(
                ErrorCode.UnknownSession,
                $"'{Texts.Cut(address, 40)}' is a session of another clone",
                "act as a session of this one; see 'git swarm status'"
            );
    }

    private static Session? TryFind(Roster roster, string address)
    {
        try
        {
            return SessionAddress.Find(roster, address);
        }
        catch (SwarmException)
        {
            return null;
        }
    }

    private static Identity Existing(Session session) =>
        new(SessionId.From(session.Id), session.Record.Client, session, session.Record.Parent, session.Record.Original);

    private static bool IsProcess(Session session, Caller caller) =>
        session is { IsLocal: true, Record.Parent: null, Process: { } process }
        && HasProcess(session, caller)
        && process.Worktree == caller.Worktree;

    private static bool HasProcess(Session session, Caller caller) =>
        session.Process is { } process
        && caller.Process is { } mine
        && (process.Pid, process.Start, process.Boot, process.Namespace) == (mine.Pid, mine.Start, mine.Boot, mine.Namespace);

    private static Session? OnlyOneHere(Roster roster, Caller caller)
    {
        var here = roster
            .Live.Where(s => s is { IsLocal: true, Record.Parent: null } && s.Process is { } p && p.Worktree == caller.Worktree)
            .Take(2)
            .ToList();
        return here.Count == 1 ? here[0] : null;
    }
}
