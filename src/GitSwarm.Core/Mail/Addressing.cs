using GitSwarm.Sessions;
using GitSwarm.Teams;

namespace GitSwarm.Mail;

/// <summary>To whom an address as typed means a message to go.</summary>
/// <param name="To">As stored.</param>
/// <param name="Name">What the recipient is called; null for everybody.</param>
/// <param name="IsHere">False where it is kept until a session of that name comes: to this clone, or to that of the one it was the name of.</param>
public sealed record Addressee(Recipient To, string? Name, bool IsHere)
{
    /// <summary>The address of everybody.</summary>
    public const string Everybody = "*";

    /// <summary>What the address of a team begins with.</summary>
    public const string OfTeam = "team:";

    /// <summary>Of a team or channel: who is in it, as <c>clone/session</c>, and what each is called; null for others.</summary>
    public IReadOnlyDictionary<string, string>? Readers { get; init; }

    /// <summary>What finding an address looks at besides the sessions.</summary>
    public static IReadOnlyList<string> Prefixes(string address) => IsTeam(address) ? [TeamBook.Prefix] : [];

    /// <summary>Finds whom an address means: everybody, a team, a channel, a live session, or the name of one that was here.</summary>
    /// <param name="roster">Who is and was here.</param>
    /// <param name="me">Who sends.</param>
    /// <param name="address">A name, id prefix, branch or work tree folder; <c>*</c>; <c>team:web</c>; <c>#build</c>.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="SwarmException">Nobody was ever called so, or several are.</exception>
    public static Addressee Find(Roster roster, Session me, string address, DateTimeOffset now)
    {
        if (address == Everybody)
        {
            return new Addressee(new Recipient(Recipient.All, ""), null, IsHere: true);
        }
        if (IsTeam(address))
        {
            return Team(roster, me, address[OfTeam.Length..], now);
        }
        if (address.StartsWith(Channels.Mark))
        {
            return Channel(roster, me, Channels.Checked(address));
        }
        var name = address.TrimStart('@');
        try
        {
            var session = SessionAddress.Find(roster, address);
            return session.Id == me.Id && session.IsLocal
                ? throw new SwarmException(ErrorCode.BadArgument, "that is you", "name somebody else; see 'git swarm status'")
                : new Addressee(Recipient.Of(session), session.Record.Name, IsHere: true);
        }
        catch (SwarmException error) when (error.Code == ErrorCode.UnknownSession && Before(roster, name) is not null)
        {
            var before = Before(roster, name)!;
            var known = before.Record.Name;
            // What is for a name stays in this clone. Left to one that is away, it is for the next of its name where that was.
            var to = before.IsLocal ? new Recipient(Recipient.Name, known) : Recipient.Of(before);
            return new Addressee(to, known, IsHere: false);
        }
    }

    private static bool IsTeam(string address) => address.StartsWith(OfTeam, StringComparison.Ordinal);

    /// <summary>Everybody in a live team but the sender, also those whose session is only about to begin.</summary>
    private static Addressee Team(Roster roster, Session me, string typed, DateTimeOffset now)
    {
        var team = TeamBook.Of(roster, me.Ref.CloneId, now).Find(typed);
        if (!team.IsLive)
        {
            throw TeamRules.Over(team);
        }
        var clone = team.Ref.CloneId;
        var readers = new Dictionary<string, string>(StringComparer.Ordinal) { [$"{clone}/{team.Lead!.Id}"] = team.Lead.Record.Name };
        foreach (var member in team.Members.Where(m => m.Record.Left is null))
        {
            readers[$"{clone}/{member.Record.Session}"] = member.Session?.Record.Name ?? member.Record.Name;
        }
        readers.Remove(Recipient.Of(me).Value);
        return readers.Count == 0
            ? throw new SwarmException(
                ErrorCode.UnknownSession,
                $"nobody but you is in team '{Texts.Cut(team.Name, 40)}'",
                "let others join first: git swarm join --team"
            )
            : new Addressee(Groups.Team(clone, team.Name, team.Record.Id), $"team {team.Name}", IsHere: true) { Readers = readers };
    }

    private static Addressee Channel(Roster roster, Session me, string name)
    {
        var channel = Groups.Channel(name);
        var readers = roster
            .Live.Where(s => Groups.Since(s, channel) is not null && Recipient.Of(s) != Recipient.Of(me))
            .Take(Groups.MostReaders)
            .ToDictionary(s => Recipient.Of(s).Value, s => s.Record.Name, StringComparer.Ordinal);
        return readers.Count == 0
            ? throw new SwarmException(
                ErrorCode.UnknownSession,
                $"nobody else listens to #{name}",
                $"others start with 'git swarm join --subscribe {name}'"
            )
            : new Addressee(channel, $"#{name}", IsHere: true) { Readers = readers };
    }

    /// <summary>The last session that was called so; one of another clone only where none of this one was.</summary>
    private static Session? Before(Roster roster, string name)
    {
        var called = roster
            .All.Where(s =>
                s.Record.Name == name
                || $"{s.Record.Name}@{s.Record.Host}" == name
                || (name.Length >= 4 && s.Id.StartsWith(name, StringComparison.Ordinal))
            )
            .ToList();
        return called.FindLast(s => s.IsLocal) ?? called.LastOrDefault();
    }
}
