namespace GitSwarm.TestKit;

/// <summary>A temporary directory and an environment that hold nothing of the machine's user.</summary>
/// <remarks>
/// HOME and git's global configuration are inside, the system's configuration is off, identity and dates are pinned.
/// So the same commands give the same object ids on every machine. Everything goes at <see cref="Dispose"/>.
/// </remarks>
public sealed class Sandbox : IDisposable
{
    /// <summary>The time every commit is made at, unless a test says otherwise.</summary>
    public static readonly DateTimeOffset Epoch = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<string, string> variables;

    /// <param name="git">The git everything inside runs, also programs started by programs; null is the system's.</param>
    public Sandbox(TestGit? git = null)
        : this(git ?? Gits.System, RealPath.NewDirectory("git-swarm-")) { }

    internal Sandbox(TestGit git, string root)
    {
        Root = root;
        GitProgram = git.Program;
        variables = SandboxVariables.Create(Root, git.Program);
        Directory.CreateDirectory(variables["HOME"]);
        File.WriteAllText(
            variables["GIT_CONFIG_GLOBAL"],
            // Collecting in the background would go on while the directory is being removed; and a busy machine needs time to look.
            "[init]\n\tdefaultBranch = main\n[gc]\n\tautoDetach = false\n[maintenance]\n\tautoDetach = false\n[swarm]\n\tforecast = 60000\n"
        );
    }

    /// <summary>The directory, without symbolic links.</summary>
    public string Root { get; }

    /// <summary>The git that runs inside.</summary>
    public string GitProgram { get; }

    /// <summary>Every variable a program inside sees; may be changed.</summary>
    public IDictionary<string, string> Variables => variables;

    /// <summary>A path inside; nothing is created.</summary>
    public string Path(params string[] names) => System.IO.Path.Combine([Root, .. names]);

    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">A path, or a name to be found on the sandbox's PATH.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="directory">Where; the root if null.</param>
    /// <param name="extra">Variables on top of <see cref="Variables"/>.</param>
    /// <param name="input">What it reads; nothing if null.</param>
    public Finished Run(
        string program,
        IEnumerable<string> arguments,
        string? directory = null,
        IReadOnlyDictionary<string, string>? extra = null,
        string? input = null
    )
    {
        var all = new Dictionary<string, string>(variables, StringComparer.Ordinal);
        foreach (var (name, value) in extra ?? new Dictionary<string, string>())
        {
            all[name] = value;
        }
        return ChildProcess.Run(Find(program, all["PATH"]), arguments, directory ?? Root, all, input);
    }

    /// <summary>Runs git, which must succeed, and gives its output without the last line end.</summary>
    public string Git(string directory, params string[] arguments) =>
        Run("git", arguments, directory).OutputOrThrow("git " + string.Join(' ', arguments)).TrimEnd('\n');

    /// <summary>Has git check all of a repository, and once more if that failed.</summary>
    /// <remarks>
    /// A check lists the loose objects of a folder before it opens them and calls lost what housekeeping in the
    /// background packed in between, as it does beside git's own. What is lost indeed is still lost a second later.
    /// </remarks>
    public Finished Fsck(string directory, params string[] arguments)
    {
        var first = Run("git", ["fsck", "--no-progress", .. arguments], directory);
        if (first.Ok)
        {
            return first;
        }
        Thread.Sleep(TimeSpan.FromSeconds(1));
        return Run("git", ["fsck", "--no-progress", .. arguments], directory);
    }

    /// <inheritdoc/>
    public void Dispose() => Trees.Remove(Root);

    // A process is looked up on the PATH of the test run; the sandbox's may hold another git.
    private static string Find(string program, string path) =>
        program.Contains('/', StringComparison.Ordinal)
            ? program
            : path.Split(':').Select(folder => System.IO.Path.Combine(folder, program)).FirstOrDefault(File.Exists) ?? program;
}
