using System.Text.Json;
using GitSwarm.Agents.Plans;
using GitSwarm.Agents.Runs;
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

    /// <summary>The agent's session: its process is this one, its place a directory.</summary>
    public Caller Agent(string directory)
    {
        var there = Fresh(options with { Directory = directory });
        var caller = new Caller
        {
            Process = ProcessIdentity.Of(host.Outside.ProcessId, there.Processes),
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
        var variables = host.Outside.Variables.ToDictionary(StringComparer.Ordinal);
        foreach (var (name, value) in plan.Execution.Environment)
        {
            variables[name] = value;
        }
        variables[LaunchVariables.Client] = plan.Execution.Runner.Value ?? "";
        // The agent is this session, whatever client it runs in.
        variables["GIT_SWARM_SESSION"] = plan.Identity.Id;
        variables[RunProcesses.SupervisorVariable] = host.Outside.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return variables;
    }

    /// <summary>Makes the worktree of a plan.</summary>
    public RunPlace Make(LaunchPlan plan) => throw new NotSupportedException();

    /// <summary>Takes a worktree away where nothing would be lost; says why it was kept.</summary>
    public string? Leave(JsonElement made) => null;

    /// <summary>Ends runs that nobody sees to any more, where there may be any.</summary>
    public void ReapIfDue()
    {
        if (Reaper.IsDue(host.RunFiles, host.Processes))
        {
            Reap();
        }
    }

    /// <summary>Ends runs that nobody sees to any more.</summary>
    public IReadOnlyList<RunRecord> Reap() => new Reaper(host.RunFiles, Runs, Leave).Reap();

    private SwarmHost Fresh(GlobalOptions at) => new(host.Outside.WithoutGit(), at);
}
