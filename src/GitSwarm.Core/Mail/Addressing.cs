using GitSwarm.Sessions;

namespace GitSwarm.Mail;

/// <summary>To whom an address as typed means a message to go.</summary>
/// <param name="To">As stored.</param>
/// <param name="Name">What the recipient is called; null for everybody.</param>
/// <param name="IsHere">False where it is kept until a session of that name comes.</param>
public sealed record Addressee(Recipient To, string? Name, bool IsHere)
{
    /// <summary>The address of everybody.</summary>
    public const string Everybody = "*";

    /// <summary>Finds whom an address means: everybody, a live session, or the name of one that was here.</summary>
    /// <param name="roster">Who is and was here.</param>
    /// <param name="me">Who sends.</param>
    /// <param name="address">A name, id prefix, branch or work tree folder; <c>*</c>.</param>
    /// <exception cref="SwarmException">Nobody was ever called so, or several are.</exception>
    public static Addressee Find(Roster roster, Session me, string address)
    {
        if (address == Everybody)
        {
            return new Addressee(new Recipient(Recipient.All, ""), null, IsHere: true);
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
            var known = Before(roster, name)!.Record.Name;
            return new Addressee(new Recipient(Recipient.Name, known), known, IsHere: false);
        }
    }

    /// <summary>The last session that was called so.</summary>
    private static Session? Before(Roster roster, string name) =>
        roster.All.LastOrDefault(s => s.Record.Name == name || (name.Length >= 4 && s.Id.StartsWith(name, StringComparison.Ordinal)));
}
