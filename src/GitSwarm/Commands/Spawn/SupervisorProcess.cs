using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using GitSwarm.Agents.Plans;
using GitSwarm.Agents.Runs;
using GitSwarm.Cli;
using GitSwarm.Sessions;

namespace GitSwarm.Commands.Spawn;

/// <summary>A supervisor that was started, as who waits for its run sees it.</summary>
/// <remarks>
/// It writes a byte for each new thing in the transcript, and the run's record once that is over: <see cref="EndMark"/>, JSON,
/// a line end. Its output ends with it, however it ends.
/// </remarks>
internal sealed class SupervisorProcess : IDisposable
{
    /// <summary>Before the record of a run that is over.</summary>
    public const char EndMark = '!';

    private readonly Process process;
    private readonly SemaphoreSlim news = new(0);
    private volatile bool over;

    private SupervisorProcess(Process process) => this.process = process;

    /// <summary>Starts the supervisor of a run.</summary>
    /// <exception cref="SwarmException">This program cannot be started once more.</exception>
    public static SupervisorProcess Start(SwarmHost host, string run)
    {
        var start = new ProcessStartInfo(host.Outside.ProgramPath ?? "git-swarm")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // Not in the work tree: it must not keep one that is to be removed.
            WorkingDirectory = host.Repository.CommonDir,
        };
        start.ArgumentList.Add("run");
        start.ArgumentList.Add(run);
        start.Environment.Clear();
        foreach (var (name, value) in host.Outside.WithoutGit().Variables)
        {
            start.Environment[name] = value;
        }
        // Launched within a run, it is none of that run's own processes, which end with it.
        start.Environment.Remove(LaunchVariables.Run);
        if (host.Repository.Config.Bool("core.bare"))
        {
            // Named, or git may not want to work in it (safe.bareRepository); here that was asked already.
            start.Environment["GIT_DIR"] = host.Repository.CommonDir;
        }
        try
        {
            return new SupervisorProcess(Process.Start(start)!);
        }
        catch (Win32Exception error)
        {
            throw new SwarmException(
                ErrorCode.CannotLaunch,
                $"cannot start the supervisor: {Texts.OneLine(error.Message)}",
                "run './install.sh' again"
            );
        }
    }

    /// <summary>Its number.</summary>
    public int Pid => process.Id;

    /// <summary>Tells it that its run is on record.</summary>
    public void Begin(RunRecord run)
    {
        try
        {
            process.StandardInput.BaseStream.Write(Records.Write(run, RunJson.Default.RunRecord));
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It was killed; its run is lost, which whoever waits or comes by finds out.
        }
    }

    /// <summary>True once it ended, or said how the run did.</summary>
    public bool IsOver() => over;

    /// <summary>The record of the run that is over, where it told.</summary>
    public RunRecord? Ended { get; private set; }

    /// <summary>Waits until something happened.</summary>
    /// <param name="patience">No longer than this.</param>
    public void WhenNews(TimeSpan patience)
    {
        Listen();
        news.Wait(patience);
    }

    /// <summary>Lets it go on by itself; one that was not told to begin ends.</summary>
    public void Dispose()
    {
        try
        {
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended already.
        }
        process.Dispose();
        // The semaphore stays: the thread that listens may still release it.
    }

    private bool listens;

    private void Listen()
    {
        if (listens)
        {
            return;
        }
        listens = true;
        var stream = process.StandardOutput.BaseStream;
        new Thread(() => Hear(stream)) { IsBackground = true }.Start();
    }

    private void Hear(Stream stream)
    {
        var buffer = new byte[4096];
        using var said = new MemoryStream();
        try
        {
            for (int read; Ended is null && (read = stream.Read(buffer)) > 0; )
            {
                said.Write(buffer.AsSpan(0, read));
                Ended = EndIn(said);
                news.Release();
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or JsonException)
        {
            // Then it is over, too.
        }
        over = true;
        news.Release();
    }

    private static RunRecord? EndIn(MemoryStream said)
    {
        var all = said.GetBuffer().AsSpan(0, (int)said.Length);
        var start = all.IndexOf((byte)EndMark);
        if (start < 0)
        {
            said.SetLength(0);
            return null;
        }
        return all[^1] == '\n' ? JsonSerializer.Deserialize(all[(start + 1)..], RunJson.Default.RunRecord) : null;
    }
}
