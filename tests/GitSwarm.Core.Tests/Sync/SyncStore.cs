using System.Text;
using GitSwarm.Git;
using GitSwarm.Store;
using GitSwarm.Sync;
using GitSwarm.TestKit;
using GitSwarm.Tests.Store;

namespace GitSwarm.Tests.Sync;

/// <summary>A repository in any format with an empty hub of the same beside it, and the exchange between them.</summary>
internal sealed class SyncStore : IDisposable
{
    private readonly TestStore store;

    internal SyncStore(TestGit? git = null, RepositoryFormat format = RepositoryFormat.Files, string? program = null)
    {
        store = new TestStore(git, format);
        Hub = Sandbox.Path("hub.git");
        var objects = format == RepositoryFormat.Sha256 ? "sha256" : "sha1";
        var refs = format == RepositoryFormat.Reftable ? ["--ref-format=reftable"] : Array.Empty<string>();
        Sandbox.Git(Sandbox.Root, ["init", "--quiet", "--bare", "--object-format=" + objects, .. refs, Hub]);
        store.User.Git("remote", "add", "origin", Hub);
        store.User.Git("push", "--quiet", "origin", "main");
        store.User.Git("config", "swarm.clone", TestStore.Clone);
        Git = store.GitAt(store.User.Path, program);
    }

    internal Sandbox Sandbox => store.Sandbox;

    internal string Hub { get; }

    internal SwarmGit Git { get; }

    internal static SyncRemote Remote { get; } = new("origin");

    internal SyncReport Run(SyncRequest? request = null) =>
        new Synchronizer(Git, Remote, TestStore.Clone, TimeProvider.System).Run(request ?? Asking);

    internal static SyncRequest Asking { get; } = new() { Retention = TimeSpan.FromDays(14) };

    /// <summary>Puts a text under a name here or in the hub.</summary>
    internal void Put(string directory, string name, string text) =>
        Sandbox.Git(
            directory,
            "update-ref",
            name,
            Sandbox.Run("git", ["hash-object", "-w", "--stdin"], directory, input: text).Output.Trim()
        );

    internal void Here(string name, string text) => Put(store.User.Path, "refs/swarm/" + name, text);

    internal void There(string name, string text) => Put(Hub, "refs/swarm/" + name, text);

    /// <summary>Sets many refs of the hub to one blob.</summary>
    internal void There(IEnumerable<string> names, string text)
    {
        var id = Sandbox.Run("git", ["hash-object", "-w", "--stdin"], Hub, input: text).Output.Trim();
        var commands = string.Concat(names.Select(n => $"create refs/swarm/{n} {id}\n"));
        Sandbox.Run("git", ["update-ref", "--stdin"], Hub, input: commands).OutputOrThrow("update-ref");
    }

    /// <summary>The names in the hub, without what they begin with.</summary>
    internal string[] Hubs() => Names(Hub, "refs/swarm/");

    /// <summary>The names of what was fetched.</summary>
    internal string[] Fetched() => Names(store.User.Path, "refs/swarm-remote/origin/");

    /// <summary>What was fetched under a name.</summary>
    internal string? TextOf(string name) =>
        Sandbox.Run("git", ["cat-file", "blob", "refs/swarm-remote/origin/" + name], store.User.Path) is { Ok: true } read
            ? read.Output
            : null;

    internal TestRepository User => store.User;

    private string[] Names(string directory, string root) =>
        [
            .. Encoding
                .UTF8.GetString(Encoding.UTF8.GetBytes(Sandbox.Git(directory, "for-each-ref", "--format=%(refname)", root)))
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(n => n[root.Length..]),
        ];

    public void Dispose() => store.Dispose();
}
