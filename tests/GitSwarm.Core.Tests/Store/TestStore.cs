using System.Text;
using GitSwarm.Git;
using GitSwarm.Store;
using GitSwarm.TestKit;

namespace GitSwarm.Tests.Store;

/// <summary>A repository in a sandbox, and the store on it.</summary>
internal sealed class TestStore : IDisposable
{
    internal const string Clone = "clone001";

    internal TestStore(TestGit? git = null, RepositoryFormat format = RepositoryFormat.Files, string? program = null)
    {
        Sandbox = new Sandbox(git);
        User = TestRepository.Create(Sandbox, format: format);
        Git = GitAt(User.Path, program);
        Store = StoreAt(Git);
    }

    internal Sandbox Sandbox { get; }

    /// <summary>The repository as its user sees it.</summary>
    internal TestRepository User { get; }

    internal SwarmGit Git { get; }

    internal SwarmStore Store { get; }

    internal Repository Repository => Git.Repository;

    internal SwarmGit GitAt(string directory, string? program = null)
    {
        var variables = new Dictionary<string, string>(Sandbox.Variables, StringComparer.Ordinal);
        var process = new GitProcess(new GitEnvironment(variables, program ?? Sandbox.GitProgram));
        return new SwarmGit(process, RepositoryDiscovery.Find(directory, _ => null)!);
    }

    internal static SwarmStore StoreAt(SwarmGit git, TimeSpan? deadline = null) =>
        new(git, new Random(1), deadline ?? SwarmStore.CommandDeadline);

    internal static RefName Ref(string session, string kind = "lists") => SwarmRefs.Of(kind, Clone, SessionId.From(session));

    /// <summary>Sets refs to texts, whatever they are now; null deletes.</summary>
    internal void Put(params (string Session, string? Text)[] values) => Put(Store, values);

    internal static void Put(SwarmStore store, params (string Session, string? Text)[] values) =>
        store.Update(["refs/swarm"], s => Change(s, values));

    /// <summary>The decision that sets refs to texts.</summary>
    internal static Decision<bool> Change(Snapshot snapshot, params (string Session, string? Text)[] values) =>
        new(
            true,
            [
                .. values.Select(v => new RefChange(
                    Ref(v.Session),
                    v.Text is null ? null : Encoding.UTF8.GetBytes(v.Text),
                    snapshot.IdOf(Ref(v.Session))
                )),
            ]
        );

    internal Snapshot Read() => Store.Read(["refs/swarm"]);

    internal string? TextOf(string session) => TextOf(Read(), session);

    internal static string? TextOf(Snapshot snapshot, string session) =>
        snapshot.Blobs.TryGetValue(Ref(session), out var blob) ? Encoding.UTF8.GetString(blob.Content.Span) : null;

    public void Dispose() => Sandbox.Dispose();
}
