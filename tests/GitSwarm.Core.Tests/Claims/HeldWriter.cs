using System.Diagnostics;
using System.Globalization;
using System.Text;
using GitSwarm.Git;
using GitSwarm.Store;
using GitSwarm.Tests.Store;
using Xunit;

namespace GitSwarm.Tests.Claims;

/// <summary>A writer of a claim whose git stands where a test wants it: prepared, or half way through its commit.</summary>
/// <remarks>
/// It writes what <c>ClaimStore</c> writes, in the same order, and other refs in between: the more there are, the longer
/// git takes from the first rename to the last, and the surer a stop falls between the two.
/// </remarks>
internal sealed class HeldWriter : IDisposable
{
    private readonly ClaimScene scene;
    private readonly RefName own;
    private readonly string written;
    private readonly string pidFile;
    private readonly GitChild child;

    private HeldWriter(ClaimScene scene, string id, string pattern, int between)
    {
        this.scene = scene;
        own = ClaimScene.LocksOf(id);
        var store = scene.Store;
        written = store.Git.Run(["hash-object", "-w", "--stdin"], scene.RecordWith(id, pattern)).Text;
        var now = store.Read();
        var commands = new StringBuilder("start\0");
        void Update(RefName name) => commands.Append($"update {name}\0{written}\0{Old(now.IdOf(name))}\0");
        Update(own);
        for (var i = 0; i < between; i++)
        {
            Update(TestStore.Ref(string.Create(CultureInfo.InvariantCulture, $"between-{i}")));
        }
        Update(SwarmRefs.LocksHead);
        pidFile = store.Sandbox.Path("writer");
        child = store
            .GitAt(store.User.Path, ScriptedGit.Write(store, $"echo $$ >'{pidFile}'", "held-git"))
            .Start(["update-ref", "--stdin", "-z"]);
        child.Write(commands.Append("prepare\0").ToString());
        Assert.Equal(("start: ok", "prepare: ok"), (child.ReadLine(), child.ReadLine()));
    }

    /// <summary>True where its record is in and the head is not.</summary>
    internal bool IsHalfWay => File.Exists(scene.HeadLock) && IsOwnIn;

    private string Pid => File.ReadAllText(pidFile).Trim();

    private bool IsOwnIn => SnapshotReader.ReadNames(scene.Store.Git, [own.Value]).GetValueOrDefault(own).Hex == written;

    /// <summary>Its git holds all locks, and waits to be told to commit.</summary>
    internal static HeldWriter Prepared(ClaimScene scene, string id, string pattern) => new(scene, id, pattern, between: 0);

    /// <summary>Its git was stopped while it committed; whether half way is for the caller to look.</summary>
    internal static HeldWriter Stopped(ClaimScene scene, string id, string pattern)
    {
        var writer = new HeldWriter(scene, id, pattern, between: 4000);
        writer.StopInCommit();
        return writer;
    }

    /// <summary>Lets it go on, to its end.</summary>
    internal GitResult GoOn()
    {
        Signal("CONT");
        child.CloseInput();
        return child.Finish();
    }

    /// <summary>Kills its git; what it leaves stays.</summary>
    internal void Kill()
    {
        Signal("KILL");
        Assert.Equal(137, child.Finish().ExitCode);
    }

    /// <summary>Whoever spoke to it is gone, so its input ends without a word.</summary>
    internal GitResult Abandon()
    {
        child.CloseInput();
        return child.Finish();
    }

    public void Dispose()
    {
        // A git that is stopped would not end by itself.
        child.Kill();
        child.Dispose();
    }

    // The shell watches the first ref without starting anything, so it stops git some microseconds after its first rename.
    private void StopInCommit()
    {
        const string Watch = """
            echo watching
            until read -r id <"$1" && [ "$id" = "$2" ]; do :; done 2>/dev/null
            kill -STOP "$3"
            """;
        var loose = Path.Combine(scene.Store.Repository.CommonDir, own.Value);
        var start = new ProcessStartInfo("/bin/sh", ["-c", Watch, "sh", loose, written, Pid])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var watcher = Process.Start(start)!;
        Assert.Equal("watching", watcher.StandardOutput.ReadLine());
        child.Write("commit\0");
        watcher.WaitForExit();
    }

    private void Signal(string name) => scene.Store.Sandbox.Run("sh", ["-c", $"kill -{name} {Pid}"]).OutputOrThrow("kill");

    private string Old(ObjectId id) => id.IsNone ? new string('0', scene.Store.Repository.ObjectIdLength) : id.Hex;
}
