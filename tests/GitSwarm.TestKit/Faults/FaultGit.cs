namespace GitSwarm.TestKit;

/// <summary>A directory with a <c>git</c> that passes every call on to the real one, except the k-th.</summary>
/// <remarks>
/// Put <see cref="Folder"/> first on the PATH of a program, run it, and look at what it left. A test loops over
/// k = 1, 2, … until <see cref="Reached"/> is false: then every call has failed once. Calls are counted by creating
/// numbered files, which no two calls can both do, so callers may run gits at the same time. Git's own children and
/// those of hooks are not counted: git puts its own programs first on their PATH. The kill modes need a
/// caller in a process of its own; the shim refuses to kill the process of the tests.
/// </remarks>
public sealed class FaultGit
{
    private readonly int call;

    /// <param name="sandbox">Where the shim is put, and whose git is the real one.</param>
    /// <param name="mode">What happens.</param>
    /// <param name="call">At which call, from 1.</param>
    /// <param name="delay">How long git lives under <see cref="FaultMode.KillGit"/>.</param>
    public FaultGit(Sandbox sandbox, FaultMode mode, int call, TimeSpan delay = default)
    {
        this.call = call;
        Folder = System.IO.Path.Combine(sandbox.Root, "fault-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(Folder);
        Script.Write(Program, FaultShim.Text(Folder, sandbox.GitProgram, mode, call, delay.TotalSeconds, Environment.ProcessId));
        Variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["PATH"] = Folder + ":" + sandbox.Variables["PATH"] };
    }

    /// <summary>The directory that holds the shim.</summary>
    public string Folder { get; }

    /// <summary>The shim.</summary>
    public string Program => System.IO.Path.Combine(Folder, "git");

    /// <summary>The variables that make a program use it.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; }

    /// <summary>How often git was called.</summary>
    public int Count => Directory.GetFiles(Folder, "call.*").Length;

    /// <summary>Whether the chosen call happened.</summary>
    public bool Reached => Count >= call;

    /// <summary>The arguments of every call, in order.</summary>
    public IReadOnlyList<string> Calls =>
        [.. Enumerable.Range(1, Count).Select(n => File.ReadAllText(System.IO.Path.Combine(Folder, $"call.{n}")).TrimEnd('\n'))];
}
