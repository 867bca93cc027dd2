using System.Globalization;
using GitSwarm.Sessions.Processes;

namespace GitSwarm.Agents.Runs;

/// <summary>Ends runs whose supervisor died without a verdict: whoever comes by does it, once ([N1]).</summary>
/// <remarks>
/// What the dead supervisor started is ended first, then its worktree is judged as at any end, then the record says
/// <c>lost</c>, with the message to the parent. Several may do so at once: the processes and the worktree are ended
/// twice without harm, the record and the message once.
/// </remarks>
/// <param name="files">Files of runs.</param>
/// <param name="runs">The records as they are now.</param>
/// <param name="leave">Takes a worktree away where nothing would be lost; says why it was kept.</param>
public sealed class Reaper(RunFiles files, Func<RunStore> runs, Func<System.Text.Json.JsonElement, string?> leave)
{
    /// <summary>Why a lost run failed.</summary>
    public const string Why = "its supervisor ended without a verdict";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Whether it may be worth to look at the records: a supervisor that left its mark runs no more. Takes no git.</summary>
    /// <param name="files">Files of runs.</param>
    /// <param name="processes">The processes of this machine.</param>
    public static bool IsDue(RunFiles files, IProcessTable processes) => DeadMarks(files, processes).Any();

    /// <summary>Ends what is abandoned.</summary>
    /// <returns>The runs that were ended by this.</returns>
    public IReadOnlyList<RunRecord> Reap()
    {
        var now = runs();
        var book = now.Read();
        List<RunRecord> ended = [.. book.All.Where(r => r.IsAbandoned).Select(r => End(r, now)).OfType<RunRecord>()];
        foreach (var run in DeadMarks(files, now.Vantage.Processes))
        {
            var known = book.All.FirstOrDefault(r => r.Id == run);
            if (known is { IsAbandoned: false, State: RunState.Queued or RunState.Running })
            {
                continue;
            }
            files.CleanUp(run);
            // What is not on record never began; or it went on record just now, and without a mark nobody would come for it.
            if (known is null && now.Read(run) is { IsAbandoned: true } late && End(late, now) is { } over)
            {
                ended.Add(over);
            }
        }
        return ended;
    }

    private RunRecord? End(Run run, RunStore now)
    {
        RunProcesses.End(run.Id, run.Record.Supervisor!.Pid, Patience);
        var kept = run.Record.Worktree is { } made ? leave(made) : null;
        return now.Finish(run.Id, r => Lost(r, now, kept), []);
    }

    private static RunRecord? Lost(RunRecord record, RunStore now, string? kept) =>
        Run.Of(record, now.Vantage).IsAbandoned
            ? record with
            {
                State = RunState.Lost,
                Error = Why,
                Kept = kept,
                Worktree = kept is null ? null : record.Worktree,
            }
            : null;

    /// <summary>The runs whose mark names a process that runs no more.</summary>
    private static IEnumerable<string> DeadMarks(RunFiles files, IProcessTable processes) =>
        Directory.Exists(files.Directory)
            ? Directory
                .EnumerateFiles(files.Directory, "*" + RunFiles.MarkSuffix)
                .Where(mark => !IsAlive(mark, processes))
                .Select(mark => Path.GetFileName(mark)[..^RunFiles.MarkSuffix.Length])
            : [];

    private static bool IsAlive(string mark, IProcessTable processes)
    {
        try
        {
            return File.ReadAllText(mark).Split(' ', 2) is [var pid, var start]
                && int.TryParse(pid, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && processes.StartOf(number) == start;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It was taken away just now.
            return true;
        }
    }
}
