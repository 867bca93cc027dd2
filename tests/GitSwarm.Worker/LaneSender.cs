using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using GitSwarm.Mail;
using GitSwarm.Sessions;
using GitSwarm.Store;
using GitSwarm.Teams;

namespace GitSwarm.Worker;

/// <summary>A member of a team that says things to the others and asks them for things, by turns, as long as it is told.</summary>
/// <remarks>
/// Each line it is given is answered with one: <c>lead</c> or <c>join</c> with <c>in</c>, and <c>go SECONDS</c> with how many
/// deadlines passed. What it has sent it writes to a file: <c>kind:sender number address</c>. It is the process of its session, and
/// so lives until its input ends.
/// </remarks>
internal sealed class LaneSender(SwarmStore store, string session, int members, string sent)
{
    private readonly Caller caller = MailActor.Caller(store, session);
    private int gaveUp;

    internal void Run(TextReader orders, TextWriter answers)
    {
        MailActor.Sessions(store).Edit(caller, new PresenceEdit { Name = session }, joining: true);
        answers.WriteLine("here");
        while (orders.ReadLine() is { } order)
        {
            answers.WriteLine(Answer(order));
        }
    }

    private string Answer(string order)
    {
        if (order.Split(' ') is ["go", var seconds])
        {
            SendFor(TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)));
            return gaveUp.ToString(CultureInfo.InvariantCulture);
        }
        var teams = new TeamStore(store, MailActor.Vantage(), new Ids(TimeProvider.System, new Random()));
        if (order == "lead")
        {
            teams.Create(caller, LaneStress.Team, null);
        }
        else
        {
            teams.Join(caller, LaneStress.Team, me => new JoinRequest(me!.Name, me.Id));
        }
        return "in";
    }

    private void SendFor(TimeSpan time)
    {
        using var file = new StreamWriter(sent) { AutoFlush = true };
        var started = Stopwatch.GetTimestamp();
        for (var n = 0; Stopwatch.GetElapsedTime(started) < time; n++)
        {
            var (address, isText) = (LaneStress.AddressOf(session, n, members), LaneStress.IsText(session, n));
            var message = isText ? Text(address, n) : Request(address, n);
            while (!TrySend(message))
            {
                gaveUp++;
            }
            file.WriteLine($"{(isText ? "text" : "protocol")}:{session} {n.ToString(CultureInfo.InvariantCulture)} {address}");
        }
    }

    private Message Text(string address, int n) =>
        new(address) { Text = string.Create(CultureInfo.InvariantCulture, $"text:{session} {n}"), Priority = (Priority)(n / 2 % 3) };

    private Message Request(string address, int n) =>
        new(address)
        {
            Type = LaneStress.Types[n / 2 % LaneStress.Types.Count],
            Fields = JsonSerializer.SerializeToElement(
                new
                {
                    id = Guid.CreateVersion7(),
                    from = session,
                    number = n,
                    reason = "to see who gets it",
                }
            ),
        };

    private bool TrySend(Message message)
    {
        try
        {
            MailActor.Outbox(store).Send(caller, message);
            return true;
        }
        catch (SwarmException error) when (error.Code == ErrorCode.StoreBusy)
        {
            return false;
        }
    }
}
