using GitSwarm.Sessions;
using GitSwarm.Sessions.Processes;
using GitSwarm.Store;

namespace GitSwarm.Agents.Runs;

/// <summary>A run as it stands now.</summary>
/// <param name="Record">What is on record.</param>
/// <param name="State">What is true: a run whose supervisor is dead is lost, whatever its record says.</param>
public sealed record Run(RunRecord Record, RunState State)
{
    /// <summary>Its id.</summary>
    public string Id => Record.Id;

    /// <summary>True where its record does not tell its end yet, and nobody is left who would.</summary>
    public bool IsAbandoned => State == RunState.Lost && Record.State != RunState.Lost;

    /// <summary>Judges a record.</summary>
    public static Run Of(RunRecord record, Vantage from) =>
        new(record, !record.State.IsOver() && record.Supervisor?.Life(from) == Life.Dead ? RunState.Lost : record.State);
}

/// <summary>The runs of this clone.</summary>
/// <param name="All">The first launched first.</param>
/// <param name="Problems">Records that could not be read.</param>
public sealed record RunBook(IReadOnlyList<Run> All, IReadOnlyList<StoreProblem> Problems)
{
    /// <summary>Where they lie.</summary>
    public static string Prefix { get; } = SwarmRefs.Prefix(SwarmRefs.Runs);

    /// <summary>Folds a snapshot; what lies there of other clones is none of ours.</summary>
    public static RunBook Of(Snapshot snapshot, Vantage from)
    {
        var problems = snapshot.Problems.ToList();
        var runs = snapshot
            .OfKind(SwarmRefs.Runs)
            .Where(b => b.Ref.CloneId == from.CloneId && b.Ref.Remote is null)
            .Select(b => Records.Read(b, RunJson.Default.RunRecord, problems))
            .Where(r => r is not null)
            .Select(r => Run.Of(r!, from))
            .OrderBy(r => r.Record.Launched)
            .ThenBy(r => r.Id, StringComparer.Ordinal)
            .ToList();
        return new RunBook(runs, problems);
    }

    /// <summary>Ended runs that are kept, however recent others are: each costs the user's git a few refs.</summary>
    public const int MostEnded = 100;

    /// <summary>Ids of runs that are over, and old or too many.</summary>
    /// <param name="limit">What ended before is old.</param>
    public IReadOnlyList<string> Forgettable(DateTimeOffset limit)
    {
        var ended = All.Where(r => r.Record.State.IsOver()).OrderByDescending(r => r.Record.Ended ?? r.Record.At).ToList();
        return [.. ended.Where((r, n) => n >= MostEnded || (r.Record.Ended ?? r.Record.At) < limit).Select(r => r.Id)];
    }

    /// <summary>True where a process is an agent's own, or that of an agent it launched, whatever the process says of itself.</summary>
    /// <param name="run">The agent's run.</param>
    /// <param name="inRun">The run the process says it is in; null for none.</param>
    /// <param name="processes">The processes of this machine.</param>
    /// <param name="pid">The process.</param>
    public bool IsWithin(string run, string? inRun, IProcessTable processes, int pid)
    {
        var above = new HashSet<string>(StringComparer.Ordinal);
        for (var id = inRun; id is not null && above.Add(id); )
        {
            id = All.FirstOrDefault(r => r.Id == id)?.Record.ParentRun;
        }
        return above.Contains(run)
            || (
                All.FirstOrDefault(r => r.Id == run)?.Record.Supervisor is { } supervisor
                && Ancestry.From(processes, pid).Any(p => p.Pid == supervisor.Pid && p.Start == supervisor.Start)
            );
    }

    /// <summary>The one that was meant: by id, by a tail of at least four characters.</summary>
    /// <exception cref="SwarmException">There is none, or there are several.</exception>
    public Run Find(string typed)
    {
        var matches = All.Where(r =>
                r.Id == typed
                || (
                    typed.Length >= 4
                    && (r.Id.EndsWith(typed, StringComparison.Ordinal) || r.Id.StartsWith(typed, StringComparison.Ordinal))
                )
            )
            .ToList();
        return matches switch
        {
            [var one] => one,
            [] => throw new SwarmException(ErrorCode.UnknownRun, $"no run '{Texts.Cut(typed, 40)}'", "see 'git swarm runs'"),
            _ => throw new SwarmException(
                ErrorCode.UnknownRun,
                $"'{Texts.Cut(typed, 40)}' is the id of {matches.Count} runs",
                "give more of it; see 'git swarm runs'"
            ),
        };
    }
}
