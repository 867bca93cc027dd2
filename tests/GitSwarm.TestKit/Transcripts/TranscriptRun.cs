using System.Globalization;
using System.Text;

namespace GitSwarm.TestKit;

/// <summary>One run of a page in a sandbox of its own.</summary>
internal sealed class TranscriptRun : IDisposable
{
    private readonly Sandbox sandbox;
    private readonly TestRepository repository;
    private readonly TranscriptPage page;
    private readonly PageClock clock;
    private readonly SwarmProgram? inProcess;
    private readonly Dictionary<string, TranscriptUser> users = new(StringComparer.Ordinal);
    private int commands;

    internal TranscriptRun(TranscriptPage page, TranscriptOptions options)
    {
        this.page = page;
        sandbox = new Sandbox(options.Git);
        repository = TestRepository.Create(sandbox);
        clock = new PageClock(sandbox);
        clock.Stamp(all: true);
        inProcess = options.Binary is null ? options.InProcess : null;
        // Pages show the sandbox as ~, so ~ must lead there.
        sandbox.Variables["HOME"] = sandbox.Root;
        // Housekeeping that goes on behind a command would race with the next one; pages run gc where they want it.
        sandbox.Variables["GIT_SWARM_IN_BACKGROUND"] = "1";
        foreach (var (name, value) in page.Variables)
        {
            sandbox.Variables[name] = value;
        }
        if ((options.Binary ?? options.Fallback) is { } program)
        {
            var folder = Directory.CreateDirectory(sandbox.Path("home", "bin")).FullName;
            File.CreateSymbolicLink(Path.Combine(folder, "git-swarm"), Path.GetFullPath(program));
            sandbox.Variables["PATH"] = folder + ":" + sandbox.Variables["PATH"];
        }
    }

    /// <summary>Does a hidden step.</summary>
    internal void Do(TranscriptStep step)
    {
        switch (step)
        {
            case TimeStep time:
                clock.Now += time.By;
                break;
            case SetupStep setup:
                var user = User("");
                sandbox.Run("sh", ["-e", "-c", setup.Script], user.Directory, Variables(user)).OutputOrThrow($"line {setup.Line}: setup");
                clock.Stamp();
                break;
        }
    }

    /// <summary>Types a command.</summary>
    /// <returns>What the user sees, and the exit code.</returns>
    internal (string Text, int ExitCode) Type(CommandStep step)
    {
        var user = User(step.User);
        var (text, exit) = TypedCommand.IsBuiltIn(step.Command, user, sandbox.Root) is { } answer ? answer : Start(step.Command, user);
        if (step.Command == "kill -9 $GIT_SWARM_PID")
        {
            user.AwaitEnd();
        }
        clock.Stamp();
        return (text.Replace(sandbox.Root, "~", StringComparison.Ordinal), exit);
    }

    public void Dispose()
    {
        foreach (var user in users.Values)
        {
            user.Dispose();
        }
        sandbox.Dispose();
    }

    private (string Text, int ExitCode) Start(string command, TranscriptUser user)
    {
        var variables = Variables(user);
        if (inProcess is not null && ShellWords.SwarmArguments(command) is { } arguments)
        {
            using var screen = new MemoryStream();
            var exit = inProcess(arguments, variables, user.Directory, screen, screen);
            return (Encoding.UTF8.GetString(screen.ToArray()), exit);
        }
        // The outer shell joins both outputs, so they come in the order they were written; the inner one is the user's.
        var finished = sandbox.Run("sh", ["-c", "exec sh -c \"$1\" 2>&1", "sh", command], user.Directory, variables);
        return (finished.Output, finished.ExitCode);
    }

    private Dictionary<string, string> Variables(TranscriptUser user)
    {
        var all = user.Variables(sandbox.Variables);
        all["GIT_AUTHOR_DATE"] = all["GIT_COMMITTER_DATE"] = all["GIT_SWARM_NOW"] = clock.Text;
        // A seed of its own for each command, or all of them would make the same ids.
        all["GIT_SWARM_SEED"] = (++commands).ToString(CultureInfo.InvariantCulture);
        return all;
    }

    // Made when first needed: an earlier command may have made the user's directory.
    private TranscriptUser User(string name)
    {
        if (users.TryGetValue(name, out var user))
        {
            return user;
        }
        var place = page.Users.GetValueOrDefault(name, "app");
        var directory = place == "app" ? repository.Path : Path.GetFullPath(place, repository.Path);
        if (!Directory.Exists(directory))
        {
            repository.AddWorktree(directory, name);
            clock.Stamp();
        }
        return users[name] = new TranscriptUser(name, directory);
    }
}
