using GitSwarm.TestKit;

namespace GitSwarm.Tests.Sync;

using Cli = GitSwarm.Tests.Binary.Cli;

/// <summary>A repository that opted in, its remote <c>origin</c> beside it, and any number of other clones.</summary>
internal sealed class SyncScene : IDisposable
{
    private readonly Cli cli;

    public SyncScene(TestGit? git = null)
    {
        cli = new Cli(git, init: false);
        Hub = Sandbox.Path("hub.git");
        Sandbox.Git(Sandbox.Root, "init", "--quiet", "--bare", Hub);
        Repository.Git("remote", "add", "origin", Hub);
        Repository.Git("push", "--quiet", "origin", "main");
        // Its processes would still write while the test looks; those that want them have to say so.
        Sandbox.Variables["GIT_SWARM_NOW"] = "2026-01-05T09:00:00Z";
        Me = new SyncUser(this, cli.Me);
        Me.Do("init", "--no-hooks");
    }

    public Sandbox Sandbox => cli.Sandbox;

    public TestRepository Repository => cli.Repository;

    /// <summary>The bare repository all exchange with.</summary>
    public string Hub { get; }

    /// <summary>Somebody in the first clone.</summary>
    public SyncUser Me { get; }

    /// <summary>Somebody else in a clone that is there.</summary>
    public SyncUser In(string directory) => new(this, cli.User(directory));

    /// <summary>Somebody in a new clone that opted in.</summary>
    /// <param name="name">Its folder.</param>
    /// <param name="options">Of <c>git clone</c>.</param>
    public SyncUser Clone(string name, params string[] options)
    {
        var user = In(CloneWithout(name, options));
        user.Do("init", "--no-hooks");
        return user;
    }

    /// <summary>A new clone that never heard of git-swarm; gives its path.</summary>
    public string CloneWithout(string name, params string[] options)
    {
        var path = Sandbox.Path(name);
        // By the protocol, for that is what options such as a depth need.
        Sandbox.Git(Sandbox.Root, ["clone", "--quiet", .. options, "file://" + Hub, path]);
        return path;
    }

    /// <summary>Runs git in the hub, which must succeed.</summary>
    public string InHub(params string[] arguments) => Sandbox.Git(Hub, arguments);

    /// <summary>Every ref of ours in the hub, as "name id" lines.</summary>
    public string[] HubRefs(string under = "refs/swarm") =>
        InHub("for-each-ref", "--format=%(refname) %(objectname)", under).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Puts a ref there, as whoever may push can.</summary>
    public void Plant(string name, string text) => InHub("update-ref", name, HubBlob(text));

    /// <summary>Writes a blob there; gives its id.</summary>
    public string HubBlob(string text) =>
        Sandbox.Run("git", ["hash-object", "-w", "--stdin"], Hub, input: text).OutputOrThrow("hash-object").Trim();

    /// <summary>Takes the hub away, and gives it back.</summary>
    public void CutOff(bool isAway)
    {
        var elsewhere = Hub + ".away";
        Directory.Move(isAway ? Hub : elsewhere, isAway ? elsewhere : Hub);
    }

    public void Dispose() => cli.Dispose();
}
