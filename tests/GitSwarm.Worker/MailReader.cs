using System.Text;
using GitSwarm.Delivery;
using GitSwarm.Mail;
using GitSwarm.Sessions;
using GitSwarm.Store;

namespace GitSwarm.Worker;

/// <summary>Reads the inbox of a session again and again, and writes what it shows to a file.</summary>
/// <remarks>
/// The file is what a terminal would be: a message counts as shown once its whole line is in it. The line
/// <see cref="Finished"/> follows when the delivery is on record, so the file alone tells whether what was finished came
/// again. May be killed at any time, and started again under the same name.
/// </remarks>
internal static class MailReader
{
    /// <summary>The line that a process begins with.</summary>
    internal const string Begun = "begun";

    /// <summary>The line after a delivery that was recorded.</summary>
    internal const string Finished = "finished";

    /// <summary>Reads until the file <paramref name="over"/> is there and nothing is left.</summary>
    internal static void Run(SwarmStore store, string session, string shown, string over)
    {
        var caller = MailActor.Caller(store, session);
        using var file = new FileStream(shown, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        Try(() => MailActor.Sessions(store).Edit(caller, new PresenceEdit(), joining: true));
        // The one before may have died in the middle of a line.
        Write(file, $"\n{Begun}\n");
        while (true)
        {
            var isLast = File.Exists(over);
            var count = 0;
            var isDone = Try(() => count = ReadOnce(store, caller, file));
            if (isLast && isDone && count == 0)
            {
                return;
            }
            Thread.Sleep(count == 0 ? 10 : 0);
        }
    }

    private static int ReadOnce(SwarmStore store, Caller caller, FileStream file)
    {
        var delivery = MailActor.Delivery(store);
        using var alone = delivery.Alone(caller, TimeSpan.FromSeconds(5));
        var inflow = delivery.Read(() => caller);
        var lines = MailOrder.Of(inflow.Text.Lines);
        if (lines.Count == 0)
        {
            return 0;
        }
        Write(file, string.Concat(lines.Select(w => $"{w.Line.Id} {w.Line.Urgency} {w.Line.Text}\n")));
        delivery.Record(inflow, PutOut.Nothing with { Text = lines.Select(w => w.Line.Id).ToHashSet() });
        Write(file, Finished + "\n");
        return lines.Count;
    }

    private static void Write(FileStream file, string text) => file.Write(Encoding.UTF8.GetBytes(text));

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
