using System.Diagnostics;

namespace GitSwarm.Worker;

/// <summary>A process that is killed and started again, as somebody with a bad terminal would.</summary>
/// <remarks>By turns at a moment of chance, and right after it has shown something, which is before it could record it.</remarks>
/// <param name="start">Starts it.</param>
/// <param name="shown">The file it shows messages in.</param>
internal sealed class MailVictim(Func<Process> start, string shown) : IDisposable
{
    private readonly Random random = new(1);
    private Process process = start();

    /// <summary>How often it was killed while it ran.</summary>
    internal int Kills { get; private set; }

    /// <summary>Kills it again and again; leaves one that runs.</summary>
    internal void KillAndRestart(CancellationToken over)
    {
        while (AwaitLine(over) && (Kills % 2 == 0 ? !over.WaitHandle.WaitOne(random.Next(400)) : AwaitLine(over)))
        {
            Kills += process.HasExited ? 0 : 1;
            End();
            process = start();
        }
    }

    /// <summary>Waits until it has written something: that it began, or a message.</summary>
    /// <returns>False when it is time to stop.</returns>
    private bool AwaitLine(CancellationToken over)
    {
        for (var before = Length; Length == before; )
        {
            if (over.WaitHandle.WaitOne(1))
            {
                return false;
            }
        }
        return true;
    }

    private long Length => new FileInfo(shown).Length;

    /// <summary>The process that runs now; whoever takes it waits for it.</summary>
    internal Process Take() => process;

    /// <inheritdoc/>
    public void Dispose() => process.Dispose();

    private void End()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
