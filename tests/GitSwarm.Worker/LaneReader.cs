using System.Text;
using GitSwarm.Delivery;
using GitSwarm.Mail;
using GitSwarm.Sessions;
using GitSwarm.Store;

namespace GitSwarm.Worker;

/// <summary>Reads one lane of a session's mail again and again, beside another process that reads the other lane.</summary>
/// <remarks>
/// It writes a file as <see cref="MailReader"/> does, and says in the end how often it looked. Between looking and recording it
/// dawdles, so that the two meet in every order; sessions of odd numbers are not even kept apart by a lock.
/// </remarks>
internal sealed class LaneReader(SwarmStore store, Caller caller, Lane lane, bool alone)
{
    private readonly Random random = new();

    internal int Run(string shown, string over)
    {
        using var file = new FileStream(shown, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        Write(file, MailReader.Begun);
        for (var looks = 1; ; looks++)
        {
            var isLast = File.Exists(over);
            var count = 0;
            var isDone = Try(() => count = ReadOnce(file));
            if (isLast && isDone && count == 0)
            {
                return looks;
            }
            Thread.Sleep(count == 0 ? 20 : 0);
        }
    }

    private int ReadOnce(FileStream file)
    {
        var delivery = MailActor.Delivery(store);
        using var held = alone ? delivery.Alone(caller, TimeSpan.FromSeconds(5)) : null;
        var inflow = delivery.Read(() => caller);
        var lines = MailOrder.Of((lane == Lane.Text ? inflow.Text : inflow.Protocol).Lines);
        if (lines.Count == 0)
        {
            return 0;
        }
        foreach (var waiting in lines)
        {
            Write(file, $"{waiting.Line.Id} {waiting.Line.Urgency} {Said(waiting.Line)}");
        }
        Thread.Sleep(random.Next(30));
        var ids = lines.Select(w => w.Line.Id).ToHashSet();
        delivery.Record(inflow, lane == Lane.Text ? PutOut.Nothing with { Text = ids } : PutOut.Nothing with { Protocol = ids });
        Write(file, MailReader.Finished);
        return lines.Count;
    }

    private static string Said(MailLine line) =>
        line.Text ?? (line.Fields is { } fields ? $"protocol:{fields.GetProperty("from")} {fields.GetProperty("number")}" : "nothing 0");

    private static void Write(FileStream file, string line) => file.Write(Encoding.UTF8.GetBytes(line + "\n"));

    /// <returns>False where others kept the store busy for too long: what was shown may come again.</returns>
    private static bool Try(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (SwarmException error) when (error.Code == ErrorCode.StoreBusy)
        {
            return false;
        }
    }
}
