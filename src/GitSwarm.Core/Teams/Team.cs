using GitSwarm.Sessions;
using GitSwarm.Store;

namespace GitSwarm.Teams;

/// <summary>How a member stands.</summary>
public enum MemberState
{
    /// <summary>It was let in, and its session is not there yet.</summary>
    Starting,

    /// <summary>At work.</summary>
    Active,

    /// <summary>Between turns.</summary>
    Idle,

    /// <summary>Nothing was heard of it for some time.</summary>
    Stale,

    /// <summary>Its session is over, and nobody said why.</summary>
    Gone,

    /// <summary>It left.</summary>
    Left,
}

/// <summary>A member as it stands now.</summary>
/// <param name="Record">What is on record.</param>
/// <param name="Session">Its session; null where none is on record.</param>
/// <param name="State">How it stands.</param>
public sealed record Teammate(TeamMember Record, Session? Session, MemberState State)
{
    /// <summary>How long a member may take until its session begins.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>True where it is here, or about to come.</summary>
    public bool IsHere => State is not (MemberState.Gone or MemberState.Left);

    /// <summary>Judges a member.</summary>
    public static Teammate Of(TeamMember member, Session? session, DateTimeOffset now) =>
        new(
            member,
            session,
            member.Left is not null ? MemberState.Left
                : session is null ? (now - member.Joined < Patience ? MemberState.Starting : MemberState.Gone)
                : session.State switch
                {
                    SessionState.Active => MemberState.Active,
                    SessionState.Idle => MemberState.Idle,
                    SessionState.Stale => MemberState.Stale,
                    _ => MemberState.Gone,
                }
        );
}

/// <summary>A team as it stands now.</summary>
/// <param name="Ref">Where its record lies.</param>
/// <param name="Record">What is on record.</param>
/// <param name="IsLocal">True when it is a team of this clone.</param>
/// <param name="Lead">The session that leads it, as long as it is the same start of it; null where that is not on record.</param>
/// <param name="Members">Who is and was in it.</param>
public sealed record Team(SwarmRef Ref, TeamRecord Record, bool IsLocal, Session? Lead, IReadOnlyList<Teammate> Members)
{
    /// <summary>What the lead is called in its team.</summary>
    public const string LeadName = TeamSeat.Lead;

    /// <summary>Its name.</summary>
    public string Name => Ref.Stream;

    /// <summary>False once its lead's session is over, whoever is left: nobody has to write that down.</summary>
    public bool IsLive => Record.Ended is null && Lead is { IsLive: true };

    /// <summary>Those that are here, or about to come.</summary>
    public IEnumerable<Teammate> Present => Members.Where(m => m.IsHere);

    /// <summary>The member that is here and was meant, by name or agent id.</summary>
    /// <exception cref="SwarmException">There is none.</exception>
    public Teammate FindHere(string typed) =>
        Present.FirstOrDefault(m => m.Record.Name == typed || m.Record.AgentId == typed)
        ?? throw new SwarmException(
            ErrorCode.UnknownSession,
            $"no member '{Texts.Cut(typed, 40)}' in team '{Texts.Cut(Name, 40)}'",
            Present.Any() ? $"there are: {string.Join(", ", Present.Select(m => Texts.Cut(m.Record.Name, 30)))}" : "nobody is in it"
        );

    /// <summary>When it ended, as far as anybody can tell; null while it lives.</summary>
    public DateTimeOffset? EndedAt => IsLive ? null : Record.Ended ?? (Lead is { } lead ? lead.Record.Ended ?? lead.LastSeen : Record.At);

    /// <summary>True where a session leads it; another start of that session does not.</summary>
    public bool IsLedBy(Session? session) => session is { IsLocal: true } && IsLocal && Lead == session;

    /// <summary>Judges a record.</summary>
    /// <param name="blob">Where it lies.</param>
    /// <param name="record">What it says.</param>
    /// <param name="sessions">The sessions of its clone, by id.</param>
    /// <param name="isLocal">True when it is of this clone.</param>
    /// <param name="now">UTC.</param>
    public static Team Of(SwarmRef blob, TeamRecord record, Func<string, Session?> sessions, bool isLocal, DateTimeOffset now) =>
        new(
            blob,
            record,
            isLocal,
            sessions(record.Lead.Session) is { } lead && lead.Record.Nonce == record.Lead.Nonce ? lead : null,
            [.. record.Members.Select(m => Teammate.Of(m, sessions(m.Session), now))]
        );
}
