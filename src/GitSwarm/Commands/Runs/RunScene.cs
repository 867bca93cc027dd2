using System.Text.Json;
using GitSwarm.Agents.Plans;
using GitSwarm.Agents.Runs;
using GitSwarm.Agents.Worktrees;
using GitSwarm.Cli;
using GitSwarm.Sessions;
using GitSwarm.Sessions.Processes;

namespace GitSwarm.Commands.Runs;

/// <summary>What runs need of the host: records as they are now, the agent's place and surroundings, its worktree.</summary>
internal sealed class RunScene(SwarmHost host)
{
    private readonly GlobalOptions options = new(host.Repository.CommonDir, null, Json: false, Quiet: true, Verbose: false);

    /// <summary>The records as they are now: whoever lives long needs a new look at time and processes each time.</summary>
    public RunStore Runs() => Fresh(options).Runs;

    /// <summary>The agent's session: its process is the supervisor, its place a directory.</summary>
    public Caller Agent(string directory, int supervisor)
    {
        var there = Fresh(options with { Directory = directory });
        var caller = new Caller
        {
            Process = ProcessIdentity.Of(supervisor, there.Processes),
            Machine = host.Machine,
            Defaults = new(() => new SessionDefaults(host.Settings["swarm.host"] ?? host.CloneIdForWriting(), null)),
        };
        return there.IsInRepository && there.Repository.CommonDir == host.Repository.CommonDir
            ? caller with
            {
                Worktree = there.Repository.WorktreeId,
                WorktreePath = there.Repository.WorkTree,
                Branch = Git.Worktree.CurrentBranch(there.Repository, there.Git),
            }
            : caller;
    }

    /// <summary>Every variable the agent of a plan gets.</summary>
    public IReadOnlyDictionary<string, string> VariablesOf(LaunchPlan plan)
    {
        var variables = plan.Execution.Environment.ToDictionary(StringComparer.Ordinal);
        // The clock and the chance of a test are for all of it.
        foreach (var name in new[] { "GIT_SWARM_NOW", "GIT_SWARM_SEED" })
        {
            if (host.Outside.Variable(name) is { } set)
            {
                variables[name] = set;
            }
        }
        variables[LaunchVariables.Client] = plan.Execution.Runner.Value ?? "";
        // The agent is this session, whatever client it runs in.
        variables["GIT_SWARM_SESSION"] = plan.Identity.Id;
        variables[RunProcesses.SupervisorVariable] = host.Outside.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return ChildEnvironment.Of(host.Outside.Variables, variables);
    }

    /// <summary>Makes the worktree of a plan.</summary>
    public RunPlace Make(LaunchPlan plan, CancellationToken stop)
    {
        var planned = Path.GetFileName(plan.Context.Worktree!.Path)["agent-".Length..];
        var there = Fresh(options with { Directory = plan.Context.ParentDirectory });
        var made = new AgentWorktrees(there.GitProcess, there.Repository).Make(
            new WorktreeRequest
            {
                Directory = plan.Context.ParentDirectory,
                Variables = host.Outside.Variables,
                // By this they are found, should the supervisor be killed.
                Own = plan.Execution.Environment,
                // The one that was shown first; another where somebody took it meanwhile.
                NewName = () => Interlocked.Exchange(ref planned, null) ?? host.Ids.NewShort(),
                Maker = ProcessIdentity.Of(host.Outside.ProcessId, there.Processes),
            },
            stop
        );
        return new RunPlace(
            new PlannedWorktree(made.Path, made.Branch),
            JsonSerializer.SerializeToElement(made, AgentWorktreeJson.Default.AgentWorktree)
        );
    }

    /// <summary>Takes a worktree away where nothing would be lost; says why it was kept.</summary>
    public string? Leave(JsonElement made)
    {
        try
        {
            if (made.Deserialize(AgentWorktreeJson.Default.AgentWorktree) is not { } worktree)
            {
                return "there is no record of how it was made";
            }
            var end = new AgentWorktrees(host.GitProcess, host.Repository).RemoveIfNothingIsLost(worktree);
            return end.IsRemoved
                ? end.BranchKept is null
                    ? null
                    : $"its branch {end.Verdict.Branch}: {end.BranchKept}"
                : string.Join("; ", end.Verdict.Reasons.Select(r => r.Text));
        }
        catch (Exception error) when (error is SwarmException or JsonException or IOException or UnauthorizedAccessException)
        {
            // What cannot be judged is kept.
            return $"it could not be looked at: {Texts.Cut(error.Message, 200)}";
        }
    }

    /// <summary>A run as it stands now; what is abandoned is ended first.</summary>
    public Run Now(string id)
    {
        Abandoned.EndIfDue(host);
        return Runs().Read().Find(id);
    }

    /// <summary>Ends runs that nobody sees to any more.</summary>
    public IReadOnlyList<RunRecord> Reap()
    {
        var ended = new Reaper(host.RunFiles, Runs, Leave).Reap();
        if (ended.Count > 0)
        {
            ClearUnfinished();
        }
        return ended;
    }

    /// <summary>Takes away worktrees whose making was killed, where nothing is in them.</summary>
    public void ClearUnfinished()
    {
        var worktrees = new AgentWorktrees(host.GitProcess, host.Repository);
        // A branch by itself may be one a person kept.
        foreach (var left in worktrees.Leftovers(ProcessTables.ForThisSystem()).Where(l => l.IsLocked))
        {
            worktrees.Clear(left);
        }
    }

    /// <summary>The host as it is now.</summary>
    public SwarmHost Fresh() => Fresh(options);

    // In the same place the repository is the one that was named, if it was.
    private SwarmHost Fresh(GlobalOptions at) => new(at == options ? host.Outside : host.Outside.WithoutGit(), at);
}
