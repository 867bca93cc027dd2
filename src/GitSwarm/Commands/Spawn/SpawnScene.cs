using GitSwarm.Agents.Definitions;
using GitSwarm.Agents.Plans;
using GitSwarm.Agents.Runners.Claude;
using GitSwarm.Briefing;
using GitSwarm.Claims;
using GitSwarm.Cli;
using GitSwarm.Clients.Claude;
using GitSwarm.Commands.Agents;
using GitSwarm.Commands.Teams;
using GitSwarm.Git;
using GitSwarm.Sessions;
using GitSwarm.Store;
using GitSwarm.Teams;

namespace GitSwarm.Commands.Spawn;

/// <summary>Looks up what a plan depends on; writes nothing.</summary>
internal static class SpawnScene
{
    public static (LaunchParent Parent, LaunchScene Scene, SpawnCaller Caller) Of(SwarmHost host, SpawnCall call, LaunchRequest request)
    {
        Caller? caller = null;
        // Two processes of git at the same time.
        var (book, records) = host.Claims.ReadWithRecords(() =>
        {
            _ = host.Settings;
            caller = host.Caller;
        });
        var settings = LaunchSettings.Of(host.Settings);
        var sources = new AgentSources(host);
        var me = WhoAmI.Resolve(book.Roster, caller!).Live;
        var maybeFork = request.Fork || (settings.ForkByDefault && request.Agent is null);
        var parent = SpawnParent.Of(host, caller!, me, sources.Claude, maybeFork);
        // What contradicts itself is told first.
        if (request is { Team: { } team, Name: not null, Fork: false })
        {
            TeamRules.CheckLive(host.TeamsToRead.Read().Find(team));
        }
        var path = LaunchPaths.Of(request, parent, settings);
        var isFork = path == LaunchPath.Fork;
        var entry = isFork ? null : AgentsCommand.Find(sources.Catalog(call.Agents), LaunchPaths.AgentOf(path, request));
        var definition = entry?.Definition;
        var directory = request.Directory ?? host.Directory;
        var branch = request.Directory is null ? caller!.Branch : BranchOf(host, directory);
        var backend = path == LaunchPath.Teammate ? MemberPanes.Choose(host) : NoPane;
        var runner = RunnerChoices.Of(call.Runner, definition?.Runner, isFork ? parent.Client : null, settings, Programs.Finder(host));
        return (
            parent,
            new LaunchScene
            {
                Id = host.Ids.NewUuid(),
                Entry = entry,
                Facts = new EnvironmentFacts
                {
                    Directory = directory,
                    Platform = Platform,
                    Date = host.Now.UtcDateTime.ToString("yyyy-MM-dd"),
                    Shell = host.Outside.Variable("SHELL") is { } shell ? Path.GetFileName(shell) : null,
                    Branch = branch,
                },
                NewWorktree = NewWorktree(host),
                Settings = settings,
                Runner = runner,
                Backend = backend,
                CanType = MemberPanes.Of(host, backend.Value!)?.CanType == true,
                ClientHooks = runner.Runner is ClaudeRunner ? ClientHooks(sources.Claude, entry?.Name ?? "fork") : NoHooks,
                OwnProgram = host.Outside.ProgramPath ?? "git-swarm",
                RunsDirectory = Path.Combine(host.Repository.SwarmDir, "runs"),
                Swarm = isFork ? null : Briefings.Compose(ArrivalFacts.Of(book, me, request.Prompt, host.Now)).Text,
                Skills = SkillFiles.Read(definition?.Skills ?? [], ClientRequests.Where(host), sources.Claude.Plugins),
                Memory = MemoryFile.Of(definition?.Memory, entry?.Name ?? "", ClientRequests.Where(host)),
                Servers = definition?.RequiredMcpServers.Count > 0 ? sources.Claude.Servers() : null,
                ServerSettings = definition?.RequiredMcpServers.Count > 0 ? sources.Claude.ServerSettings() : [],
            },
            new SpawnCaller(caller!, records)
        );
    }

    private static readonly PlannedValue NoPane = new(LaunchMember.InProcess, "default");

    private static readonly Dictionary<string, IReadOnlyList<string>> NoHooks = [];

    private static Dictionary<string, IReadOnlyList<string>> ClientHooks(ClaudeFiles claude, string agent) =>
        new[] { HookEvent.SubagentStart, HookEvent.SubagentStop }.ToDictionary(name => name, name => claude.Hooks(name, agent));

    private static string Platform =>
        OperatingSystem.IsWindows() ? "win32"
        : OperatingSystem.IsMacOS() ? "darwin"
        : "linux";

    // It may be in another repository, or in none.
    private static string? BranchOf(SwarmHost host, string directory) =>
        RepositoryDiscovery.Find(directory, _ => null) is { } repository
            ? Worktree.CurrentBranch(repository, new SwarmGit(host.GitProcess, repository))
            : null;

    // Whoever makes it takes another name where this one is taken by then.
    private static PlannedWorktree NewWorktree(SwarmHost host)
    {
        var main = Worktree.List(host.Repository).Find(w => w.Id is null)?.Path ?? host.Repository.CommonDir;
        var beside = host.Settings["swarm.worktreedir"] is { Length: > 0 } set
            ? Path.GetFullPath(InHome(host, set), main)
            : Path.GetDirectoryName(main) ?? main;
        var name = "agent-" + host.Ids.NewShort();
        return new PlannedWorktree(Path.Combine(beside, name), name);
    }

    private static string InHome(SwarmHost host, string path) =>
        path.StartsWith("~/", StringComparison.Ordinal) && ClientRequests.Where(host).Home is { } home
            ? Path.Combine(home, path[2..])
            : path;
}

/// <summary>Who launches, and the records by which that was found out.</summary>
/// <param name="Caller">Who.</param>
/// <param name="Records">The sessions and claims at that moment.</param>
internal sealed record SpawnCaller(Caller Caller, Snapshot Records);
