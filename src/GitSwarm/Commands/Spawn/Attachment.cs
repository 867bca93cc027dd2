using System.Runtime.InteropServices;
using GitSwarm.Agents.Plans;
using GitSwarm.Agents.Runs;
using GitSwarm.Cli;
using GitSwarm.Commands.Runs;

namespace GitSwarm.Commands.Spawn;

/// <summary>Waits for the answer of a run, and shows meanwhile what it does.</summary>
/// <remarks>
/// Ctrl-C ends the run; <c>b</c> and Ctrl-B leave it to itself, and so does <c>spawn --background</c> from elsewhere; <c>y</c>
/// and <c>n</c> answer what the agent asks.
/// </remarks>
internal static class Attachment
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static int Follow(
        SwarmHost host,
        RunRecord run,
        LaunchPlan? plan,
        Action<TimeSpan> wait,
        Func<bool> isOver,
        Func<RunRecord?> ended
    )
    {
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, new StopOnce(host.RunFiles, run.Id).Asked);
        var reader = new TranscriptReader(run.OutputFile);
        var progress = new Progress(host, run);
        var patience = plan?.Execution.BackgroundAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : TimeSpan.MaxValue;
        var asked = new Asked(host, run);
        TranscriptLine? result = null;
        while (!isOver())
        {
            wait(Pause);
            result = Take(reader, progress) ?? result;
            asked.Look(progress);
            var pressed = Keys.Next(host);
            if (pressed is Pressed.Yes or Pressed.No)
            {
                asked.Answer(pressed == Pressed.Yes);
            }
            if (File.Exists(host.RunFiles.Moved(run.Id)))
            {
                progress.Clear();
                return LaunchAnswer.Launched(host, plan, run);
            }
            if ((pressed == Pressed.Background || progress.Elapsed > patience) && Launch.Move(host, run.Id) is { } moved)
            {
                progress.Clear();
                return LaunchAnswer.Launched(host, plan, moved);
            }
        }
        result = Take(reader, progress) ?? result;
        progress.Clear();
        var found = ended() is { } told ? new Run(told, told.State) : host.Runs.Read(run.Id) ?? new Run(run, RunState.Lost);
        if (found.State is RunState.Lost or RunState.Queued or RunState.Running)
        {
            // Its supervisor was killed: what it left is seen to at once, and not by whoever comes next.
            new RunScene(host).Reap();
            found = host.Runs.Read(run.Id) ?? found;
        }
        return LaunchAnswer.Ended(host, plan, found, result?.Content ?? []);
    }

    private static TranscriptLine? Take(TranscriptReader reader, Progress progress)
    {
        TranscriptLine? result = null;
        foreach (var line in reader.Read())
        {
            progress.Take(line);
            result = line.Type == "result" ? line : result;
        }
        progress.Show();
        return result;
    }

    /// <summary>The first Ctrl-C asks, the second does not.</summary>
    private sealed class StopOnce(RunFiles files, string run)
    {
        private int times;

        public void Asked(PosixSignalContext context)
        {
            context.Cancel = true;
            try
            {
                RunControl.Ask(files, run, now: Interlocked.Increment(ref times) > 1);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // The run is over, and its files gone.
            }
        }
    }
}
