using GitSwarm.Agents.Runs;
using GitSwarm.Claims;
using GitSwarm.Commands.Tasks;
using GitSwarm.Delivery;
using GitSwarm.Feeds;
using GitSwarm.Git;
using GitSwarm.Mail;
using GitSwarm.Sessions;
using GitSwarm.Sessions.Processes;
using GitSwarm.Setup;
using GitSwarm.Store;
using GitSwarm.Tasks;
using GitSwarm.Teams;

namespace GitSwarm.Cli;

/// <summary>The composition root: puts the library together for one command, each part when it is first needed.</summary>
public sealed class SwarmHost : IDisposable
{
    private readonly Lazy<Repository?> repository;
    private readonly Lazy<SwarmGit> git;
    private readonly Lazy<CloneIdentity> clone;
    private readonly Lazy<IProcessTable> processes = new(ProcessTables.ForThisSystem);
    private readonly Lazy<Settings> settings;
    private readonly Lazy<string> taskList;
    private readonly Lazy<GitProcess> gitProcess;
    private readonly Lazy<string> machine = new(() => HostIdentity.Fingerprint(HostIdentity.MachineIdPath, Environment.MachineName));
    private readonly Tracing tracing = new();
    private readonly string? actAs;
    private string? cloneId;

    /// <summary>Composes.</summary>
    /// <param name="outside">The outer world.</param>
    /// <param name="options">What was said on the command line for every command.</param>
    public SwarmHost(Outside outside, GlobalOptions options)
    {
        Outside = outside;
        Directory = options.Directory is { } given && Path.IsPathRooted(given) ? Path.GetFullPath(given) : outside.Directory;
        if (options.Directory is { Length: > 0 } relative && Directory.Length > 0)
        {
            Directory = Path.GetFullPath(relative, Directory);
        }
        actAs = options.As;
        Output = new Output(outside, options.Json, options.Quiet);
        Clock = FixedClock.From(outside.Variable("GIT_SWARM_NOW"));
        Random = outside.Variable("GIT_SWARM_SEED") is { } seed && int.TryParse(seed, out var number) ? new Random(number) : new Random();
        Ids = new Ids(Clock, Random);
        var verbose = options.Verbose || outside.Variable("GIT_SWARM_TRACE") is not null;
        gitProcess = new(() => new GitProcess(new GitEnvironment(outside.Variables), verbose ? tracing.Logger : null));
        repository = new(() => TrustedRepository.Find(WhereItStands(), outside, () => GitProcess));
        git = new(() => new SwarmGit(GitProcess, Repository));
        clone = new(() => CloneIdentity.Of(Repository));
        taskList = new(() => TaskScene.Default(this));
        settings = new(() => Settings.Read(GitProcess, Repository));
    }

    /// <summary>A host at the first of some places that is in a repository; null where none is.</summary>
    /// <param name="outside">The outer world.</param>
    /// <param name="places">Directories; those that are not there, or not absolute, are passed over.</param>
    /// <param name="options">What was said for every command, but for the directory.</param>
    public static SwarmHost? AtFirst(Outside outside, IEnumerable<string?> places, GlobalOptions options) =>
        places
            .Where(p => p is { Length: > 0 } && Path.IsPathRooted(p) && System.IO.Directory.Exists(p))
            .Select(p => new SwarmHost(outside, options with { Directory = p }))
            .FirstOrDefault(h => h.repository.Value is not null);

    /// <summary>The outer world.</summary>
    public Outside Outside { get; }

    /// <summary>Where the command works: the current directory, or <c>-C</c>.</summary>
    public string Directory { get; }

    /// <summary>Where words go.</summary>
    public Output Output { get; }

    /// <summary>Time.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Now, UTC.</summary>
    public DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>Chance.</summary>
    public Random Random { get; }

    /// <summary>Makes ids.</summary>
    public Ids Ids { get; }

    /// <summary>Starts git.</summary>
    public GitProcess GitProcess => gitProcess.Value;

    /// <summary>The repository.</summary>
    /// <exception cref="SwarmException">There is none here.</exception>
    public Repository Repository =>
        repository.Value
        ?? throw new SwarmException(
            ErrorCode.NotARepository,
            $"not in a git repository: {Directory}",
            "go into one, or name it with -C <dir>"
        );

    /// <summary>True where there is one.</summary>
    public bool IsInRepository => Directory.Length > 0 && repository.Value is not null;

    /// <summary>Git's plumbing on it.</summary>
    public SwarmGit Git => git.Value;

    /// <summary>The same, in a repository that has opted in.</summary>
    public SwarmGit EnabledGit
    {
        get
        {
            _ = Enabled;
            return Git;
        }
    }

    /// <summary>The clone's id and whether it is this directory's.</summary>
    public CloneIdentity Clone => clone.Value;

    /// <summary>The processes of this machine.</summary>
    public IProcessTable Processes => processes.Value;

    /// <summary>Config of every scope.</summary>
    public Settings Settings => settings.Value;

    /// <summary>The repository, if it has opted in.</summary>
    /// <exception cref="SwarmException">It has not.</exception>
    public Repository Enabled =>
        Repository.IsEnabled
            ? Repository
            : throw new SwarmException(
                ErrorCode.NotOptedIn,
                $"git-swarm is not enabled in {Repository.Name}",
                "run 'git swarm init' to opt this repository in"
            );

    /// <summary>The records, to read. A copied folder reads its original's records as another clone's.</summary>
    public SessionStore Sessions => SessionsOf(cloneId ?? Clone.IdForReading, SwarmStore.CommandDeadline);

    /// <summary>The records, to write; mends the clone id first where the folder is a copy.</summary>
    public SessionStore SessionsToWrite => SessionsOf(CloneIdOfEnabled(), SwarmStore.CommandDeadline);

    /// <summary>The records as a hook writes them: soon, or not at all.</summary>
    public SessionStore SessionsInHook => SessionsOf(CloneIdOfEnabled(), SwarmStore.HookDeadline);

    /// <summary>The claims, to read.</summary>
    public ClaimStore Claims => ClaimsOf(cloneId ?? Clone.IdForReading, SwarmStore.CommandDeadline);

    /// <summary>The claims, to write.</summary>
    public ClaimStore ClaimsToWrite => ClaimsOf(CloneIdOfEnabled(), SwarmStore.CommandDeadline);

    /// <summary>The claims as a hook writes them: soon, or not at all.</summary>
    public ClaimStore ClaimsInHook => ClaimsOf(CloneIdOfEnabled(), SwarmStore.HookDeadline);

    /// <summary>The claims as an edit takes them: soon or not at all, while what was touched is written as by any command.</summary>
    public ClaimStore ClaimsOfEdit => ClaimsOf(CloneIdOfEnabled(), SwarmStore.HookDeadline, SwarmStore.CommandDeadline);

    /// <summary>The records as the hook of a client writes them.</summary>
    public SessionStore SessionsOfClient => SessionsOf(CloneIdOfEnabled(), SwarmStore.ClientDeadline);

    /// <summary>The claims as the hook of a client takes them: soon or not at all, while what was touched is written.</summary>
    public ClaimStore ClaimsOfClient => ClaimsOf(CloneIdOfEnabled(), SwarmStore.HookDeadline, SwarmStore.ClientDeadline);

    /// <summary>What waits for a client's session.</summary>
    public DeliveryStore DeliveryOfClient => new(Store(SwarmStore.ClientDeadline), Vantage with { CloneId = CloneIdOfEnabled() });

    /// <summary>The feeds, to write.</summary>
    public FeedStore Feeds
    {
        get
        {
            var id = CloneIdOfEnabled();
            return new(Store(SwarmStore.CommandDeadline), SessionsOf(id, SwarmStore.CommandDeadline), Vantage with { CloneId = id }, Ids);
        }
    }

    /// <summary>Runs of agents, to write.</summary>
    public RunStore Runs => RunsOf(CloneIdOfEnabled());

    /// <summary>Runs of agents, to look at.</summary>
    public RunStore RunsToRead => RunsOf(cloneId ?? Clone.IdForReading);

    /// <summary>Lists of tasks, to write.</summary>
    public TaskStore Tasks => TasksOf(CloneIdOfEnabled());

    /// <summary>Lists of tasks, to look at.</summary>
    public TaskStore TasksToRead => TasksOf(cloneId ?? Clone.IdForReading);

    /// <summary>The list of tasks that is meant where none is named.</summary>
    public string TaskList => taskList.Value;

    /// <summary>Teams, to change.</summary>
    public TeamStore Teams => new(Store(SwarmStore.CommandDeadline), Vantage with { CloneId = CloneIdOfEnabled() }, Ids);

    /// <summary>Teams, to look at.</summary>
    public TeamStore TeamsToRead => new(Store(SwarmStore.CommandDeadline), EnabledVantage, Ids);

    /// <summary>Files of runs.</summary>
    public RunFiles RunFiles => new(Enabled);

    /// <summary>The caller's outbox.</summary>
    public Outbox Outbox => new(Feeds, Now, Ids);

    /// <summary>What waits for sessions, to look at.</summary>
    public DeliveryStore Delivery => new(Store(SwarmStore.CommandDeadline), EnabledVantage);

    /// <summary>What waits for sessions, to be shown and recorded as such.</summary>
    public DeliveryStore DeliveryToRecord => new(Store(SwarmStore.CommandDeadline), Vantage with { CloneId = CloneIdOfEnabled() });

    /// <summary>From where the records are seen, in a repository that has opted in.</summary>
    public Vantage EnabledVantage
    {
        get
        {
            _ = Enabled;
            return Vantage;
        }
    }

    /// <summary>Fingerprint of this machine.</summary>
    public string Machine => machine.Value;

    /// <summary>From where the records are seen.</summary>
    public Vantage Vantage => new(cloneId ?? Clone.IdForReading, Machine, Processes, Now);

    /// <summary>The store below the records.</summary>
    public SwarmStore Store(TimeSpan deadline) => new(Git, Random, deadline);

    /// <summary>Who runs this command.</summary>
    public Caller Caller => CallerOf.Outside(this, actAs);

    /// <summary>The same, for who adds to a feed.</summary>
    public FeedWriter Writer => new(CallerOf.LikelySession(Outside, actAs), () => Caller);

    /// <summary>True where a session's records do not say any more where it is and how it stands.</summary>
    public bool IsOutdated(Roster roster, Session me, Caller caller, Activity activity)
    {
        var who = new Identity(SessionId.From(me.Id), me.Record.Client, me, me.Record.Parent);
        return Presence.Decide(roster, Vantage, caller, who, new PresenceEdit { Activity = activity }, Ids).Changes.Count > 0;
    }

    /// <inheritdoc/>
    public void Dispose() => tracing.Dispose();

    /// <summary>Set by a command after which cleaning up in the background is due.</summary>
    public bool CleanUpAfter { get; set; }

    /// <summary>True once the command asked for records to write.</summary>
    public bool Wrote => cloneId is not null;

    /// <summary>This clone's id; a new one where there is none, or where the folder is a copy of another clone.</summary>
    public string CloneIdForWriting()
    {
        if (cloneId is null && !Clone.IsMine && Clone.Id is not null)
        {
            Output.Narrate($"note: this folder is a copy of clone {Clone.Id}; it gets an id of its own");
        }
        return cloneId ??= Clone.IsMine ? Clone.Id! : Clone.Mint(Git, Ids);
    }

    private string WhereItStands() =>
        Directory.Length > 0
            ? Directory
            : throw new SwarmException(ErrorCode.NotARepository, "the current directory was deleted", "go into one that is there");

    // Asked in this order, or a repository that did not opt in would get an id.
    private string CloneIdOfEnabled()
    {
        _ = Enabled;
        return CloneIdForWriting();
    }

    private SessionStore SessionsOf(string id, TimeSpan deadline)
    {
        _ = Enabled;
        return new SessionStore(Store(deadline), Vantage with { CloneId = id }, Ids);
    }

    private RunStore RunsOf(string id)
    {
        var store = Store(SwarmStore.CommandDeadline);
        var from = Vantage with { CloneId = id };
        return new RunStore(store, new FeedStore(store, SessionsOf(id, SwarmStore.CommandDeadline), from, Ids), from, Ids);
    }

    private TaskStore TasksOf(string id) =>
        new(Store(SwarmStore.CommandDeadline), SessionsOf(id, SwarmStore.CommandDeadline), Vantage with { CloneId = id }, Ids);

    private ClaimStore ClaimsOf(string id, TimeSpan deadline) => ClaimsOf(id, deadline, deadline);

    private ClaimStore ClaimsOf(string id, TimeSpan deadline, TimeSpan ofSessions) =>
        new(Store(deadline), SessionsOf(id, ofSessions), Vantage with { CloneId = id }, Ids);
}
