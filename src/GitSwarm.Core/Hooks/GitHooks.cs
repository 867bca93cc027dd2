using GitSwarm.Git;

namespace GitSwarm.Hooks;

/// <summary>Installs, removes and tries out git-swarm's git hooks in one repository.</summary>
/// <remarks>
/// Contract: a plan reads, applying writes, nothing else does. After <see cref="Plan"/> and <see cref="Apply"/> exactly
/// one way is installed for each event, config or file, as the git in use can do; after <see cref="PlanRemoval"/> and
/// <see cref="Apply"/> every file and the config are as they were before, byte for byte. <c>core.hooksPath</c> is never set.
/// </remarks>
/// <param name="git">Runs git.</param>
/// <param name="repository">The repository, seen from the work tree whose hooks are meant.</param>
/// <param name="version">The version of that git.</param>
/// <param name="texts">What to install and to recognise; <see cref="HookTexts.Embedded"/> by default.</param>
public sealed class GitHooks(GitProcess git, Repository repository, GitVersion version, HookTexts? texts = null)
{
    private const string CreatedKey = "swarm.createdHooksDir";
    private readonly HookTexts texts = texts ?? HookTexts.Embedded;

    /// <summary>What has to be done so that every event reaches the program.</summary>
    /// <param name="program">Absolute path of git-swarm; the hooks fall back to PATH when it is gone.</param>
    /// <param name="chain">Whether our block may go into shell scripts of others.</param>
    /// <exception cref="SwarmException">Git failed, or a file or the config cannot be read.</exception>
    public HookPlan Plan(string program, bool chain = false)
    {
        var (directory, files, config) = Look();
        var steps = new List<HookStep>();
        foreach (var name in HookEvents.Installed)
        {
            if (version >= GitVersion.ConfigHooks)
            {
                var step = config.Install(name, program);
                steps.Add(step);
                // Otherwise git would run both.
                steps.AddRange(step.Action == HookAction.Foreign ? [] : files.Remove(name));
            }
            else
            {
                var step = files.Install(name, program, chain);
                steps.Add(step);
                // An older git must not take away what a newer one beside it runs, unless a file does the same for both.
                var reached = step.Action is not (HookAction.Foreign or HookAction.InsideWorktree or HookAction.Outside);
                steps.AddRange(reached ? config.Remove(name) : []);
            }
        }
        var first = steps.FindIndex(s => s.Action == HookAction.Write);
        if (first >= 0 && !Directory.Exists(directory.Path))
        {
            HookChange[] create = [new HookChange.CreateDirectory(directory.Path), new HookChange.SetConfig(CreatedKey, "true")];
            steps[first] = steps[first] with { Changes = [.. create, .. steps[first].Changes] };
        }
        return new HookPlan(steps);
    }

    /// <summary>What has to be done so that nothing of ours is left: file, block or config, of whatever version.</summary>
    /// <exception cref="SwarmException">Git failed, or a file or the config cannot be read.</exception>
    public HookPlan PlanRemoval()
    {
        var (directory, files, config) = Look();
        var steps = HookEvents.Installed.SelectMany(name => files.Remove(name).Concat(config.Remove(name))).ToList();
        // Reading a config yields keys in lower case.
        if (ReadConfig()["swarm.createdhooksdir"] is not null)
        {
            var folders = directory.Folders(repository).TakeLast(1).ToList();
            var changes = folders
                .Select(HookChange (f) => new HookChange.DeleteEmptyDirectory(f))
                .Append(new HookChange.UnsetConfig(CreatedKey));
            var text = "delete the hooks directory that git-swarm made, if nothing is left in it";
            steps.Add(new("", HookAction.Remove, directory.Path, text, "git swarm init", [], [.. changes]));
        }
        return new HookPlan(steps);
    }

    /// <summary>Does what the plan says, in order.</summary>
    /// <param name="plan">From <see cref="Plan"/> or <see cref="PlanRemoval"/>.</param>
    /// <param name="done">Called after each step, so that what was done is told even if a later step fails.</param>
    /// <exception cref="SwarmException">A file changed since the plan was made, or cannot be written.</exception>
    public void Apply(HookPlan plan, Action<HookStep>? done = null)
    {
        var changes = new HookChanges(git, repository);
        foreach (var step in plan.Steps)
        {
            foreach (var change in step.Changes)
            {
                changes.Do(change);
            }
            done?.Invoke(step);
        }
    }

    /// <summary>Runs what git would run for an event, in a way that only makes the program answer.</summary>
    /// <param name="eventName">One of <see cref="HookEvents.Installed"/>.</param>
    /// <param name="mark">Absolute path where no file is; the answer is written there and deleted again.</param>
    /// <exception cref="SwarmException">Git failed, or a file or the config cannot be read.</exception>
    public HookProbeResult Probe(string eventName, string mark)
    {
        var (_, files, _) = Look();
        var section = ConfigHooks.Section(eventName);
        if (version >= GitVersion.ConfigHooks && ReadConfig()[section + ".command"] is { } command)
        {
            string[] switches = [section + ".enabled", $"hook.{eventName}.enabled"];
            return switches.FirstOrDefault(IsOff) is { } off
                ? new(eventName, HookProbeOutcome.Disabled, $"{off} is false in the config")
                : Try(eventName, command, section, mark);
        }
        if (files.Find(eventName) is { } hook)
        {
            return hook.IsExecutable
                ? Try(eventName, ShellQuote.Quote(hook.Path), hook.Path, mark)
                : new(eventName, HookProbeOutcome.Disabled, $"{hook.Path} is not executable");
        }
        return files.FindSnippet(eventName) is { } file
            ? new(eventName, HookProbeOutcome.ByHand, $"{file} calls git-swarm")
            : new(eventName, HookProbeOutcome.NotInstalled, "run 'git swarm init'");
    }

    private HookProbeResult Try(string eventName, string command, string what, string mark)
    {
        // Git runs an alias that starts with '!' as it runs a configured hook: sh -c, with the arguments appended.
        // GIT_SWARM=off of this very shell says nothing about what is installed.
        var extra = new Dictionary<string, string>(StringComparer.Ordinal) { [HookProbe.Variable] = mark, ["GIT_SWARM"] = "" };
        string[] arguments = ["--git-dir=" + repository.GitDir, "-c", "alias.swarm-probe=!" + command, "swarm-probe"];
        try
        {
            var result = git.Run(arguments, directory: Top, extra: extra);
            return HookProbe.IsAnswered(mark, eventName)
                ? new(eventName, HookProbeOutcome.Reached, what)
                : new(
                    eventName,
                    HookProbeOutcome.Missed,
                    $"{what} did not reach git-swarm" + (result.Error.Length > 0 ? ": " + result.Reason : "")
                );
        }
        finally
        {
            File.Delete(mark);
        }
    }

    private bool IsOff(string key) =>
        git.Run(["--git-dir=" + repository.GitDir, "config", "--type=bool", "--get", key], directory: Top).Text == "false";

    private string Top => repository.WorkTree is { } tree && Directory.Exists(tree) ? tree : repository.GitDir;

    private (HooksDirectory Directory, FileHooks Files, ConfigHooks Config) Look()
    {
        var directory = HooksDirectory.Locate(git, repository);
        return (directory, new FileHooks(directory, repository, texts), new ConfigHooks(ReadConfig(), texts));
    }

    // Not repository.Config: that one was read before the last Apply.
    private ConfigFile ReadConfig() => ConfigFile.Read(Path.Combine(repository.CommonDir, "config"));
}
