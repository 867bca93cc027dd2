using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using GitSwarm.Mail;
using GitSwarm.Store;

namespace GitSwarm.Worker;

/// <summary>How one sender fared.</summary>
/// <param name="GaveUp">Deadlines that passed; each was followed by another try.</param>
/// <param name="Milliseconds">What each message took.</param>
public sealed record SenderReport(int GaveUp, IReadOnlyList<double> Milliseconds)
{
    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static SenderReport Parse(string text) => JsonSerializer.Deserialize<SenderReport>(text)!;

    /// <inheritdoc/>
    public override string ToString() => JsonSerializer.Serialize(this);
}

/// <summary>Sends to each reader and to everybody by turns, in every priority.</summary>
internal static class MailSender
{
    internal static SenderReport Run(SwarmStore store, string session, int messages)
    {
        var caller = MailActor.Caller(store, session);
        var milliseconds = new List<double>();
        var gaveUp = 0;
        for (var n = 0; n < messages; n++)
        {
            var message = new Message(MailStress.AddressOf(n))
            {
                Text = string.Create(CultureInfo.InvariantCulture, $"{session} {n}"),
                Priority = MailStress.PriorityOf(n),
            };
            var started = Stopwatch.GetTimestamp();
            while (!TrySend())
            {
                gaveUp++;
            }
            milliseconds.Add(Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 1));

            bool TrySend()
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
        return new SenderReport(gaveUp, milliseconds);
    }
}
