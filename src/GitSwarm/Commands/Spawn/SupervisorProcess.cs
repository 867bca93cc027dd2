using System.ComponentModel;
using System.Diagnostics;
using GitSwarm.Agents.Runs;
using GitSwarm.Cli;
using GitSwarm.Sessions;

namespace GitSwarm.Commands.Spawn;

/// <summary>A supervisor that was started, as who waits for its run sees it.</summary>
/// <remarks>It writes a byte for each new thing in the transcript, and its output ends with it, however it ends.</remarks>
internal sealed class SupervisorProcess : IDisposable
{
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

    /// <summary>True once it ended.</summary>
    public bool IsOver() => over;

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
        var buffer = new byte[256];
        try
        {
            while (stream.Read(buffer) > 0)
            {
                news.Release();
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // Then it is over, too.
        }
        over = true;
        news.Release();
    }
}
