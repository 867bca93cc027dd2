using GitSwarm.Git;

namespace GitSwarm.Agents.Runs;

/// <summary>The files of runs: <c>swarm/runs</c> in the common directory, readable by their owner alone.</summary>
/// <remarks>
/// A transcript is no coordination, so it need not be a ref. The others are between a supervisor and whoever controls it,
/// on this machine; what is shared about a run is in its record.
/// </remarks>
public sealed class RunFiles(Repository repository)
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Where they lie.</summary>
    public string Directory { get; } = Path.Combine(repository.SwarmDir, "runs");

    /// <summary>The transcript: a JSON object a line.</summary>
    public string Output(string run) => Path.Combine(Directory, run + ".jsonl");

    /// <summary>The plan.</summary>
    public string Plan(string run) => Path.Combine(Directory, run + ".plan.json");

    /// <summary>There while a supervisor is at it; names its process. Only a hint that a look at the record may be worth it.</summary>
    public string Mark(string run) => Path.Combine(Directory, run + MarkSuffix);

    /// <summary>There once somebody wants it stopped; <c>kill</c> in it where at once.</summary>
    public string Stop(string run) => Path.Combine(Directory, run + ".stop");

    /// <summary>There once a member agreed to end: it does so when its turn is over. Says why.</summary>
    public string Leave(string run) => Path.Combine(Directory, run + ".leave");

    /// <summary>Whether the program in a member's pane is at its turn (<see cref="TurnMark"/>); there only while one is shown.</summary>
    public string Turn(string run) => Path.Combine(Directory, run + ".turn");

    /// <summary>The variables of who launched it, for a supervisor in a pane, which has those of the terminal.</summary>
    public string Variables(string run) => Path.Combine(Directory, run + ".env.json");

    /// <summary>There once its agent asked its parent something; names the last question.</summary>
    public string Asked(string run) => Path.Combine(Directory, run + ".asked");

    /// <summary>There once it was moved to the background: who waits for it stops waiting.</summary>
    public string Moved(string run) => Path.Combine(Directory, run + ".background");

    /// <summary>Ends the names of marks.</summary>
    public const string MarkSuffix = ".running";

    /// <summary>What a mark says of a process.</summary>
    public static byte[] MarkOf(RunProcess? process) => System.Text.Encoding.UTF8.GetBytes($"{process?.Pid} {process?.Start}");

    /// <summary>Makes the directory.</summary>
    public void Make()
    {
        if (OperatingSystem.IsWindows())
        {
            System.IO.Directory.CreateDirectory(Directory);
        }
        else
        {
            System.IO.Directory.CreateDirectory(Directory, Owner | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Opens a file of a run to be written; it can be read by its owner alone.</summary>
    public static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions
        {
            Mode = mode,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Owner;
        }
        return new FileStream(path, options);
    }

    /// <summary>Writes a whole file: who reads it sees the old one or the new one.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var next = path + ".new";
        using (var file = Open(next, FileMode.Create))
        {
            file.Write(content);
        }
        File.Move(next, path, overwrite: true);
    }

    /// <summary>What only a supervisor that runs has use for goes; the transcript stays.</summary>
    public void CleanUp(string run)
    {
        if (!System.IO.Directory.Exists(Directory))
        {
            // The repository opted out meanwhile.
            return;
        }
        var older = Transcript.Older(Output(run));
        // Those the runner was given may have secrets in them, and are named after the run, too.
        foreach (var path in System.IO.Directory.EnumerateFiles(Directory, run + ".*").Where(p => p != Output(run) && p != older).ToList())
        {
            File.Delete(path);
        }
    }

    /// <summary>Everything of a run goes.</summary>
    public void Forget(string run)
    {
        CleanUp(run);
        File.Delete(Output(run));
        File.Delete(Transcript.Older(Output(run)));
    }
}
