using GitSwarm.TestKit;

namespace GitSwarm.Tests.TestKit.Remotes;

/// <summary>A sandbox with a remote, and a repository that knows it as <c>origin</c>.</summary>
internal sealed class RemoteClient : IDisposable
{
    /// <summary>A ref of the kind tests push: it points at a blob.</summary>
    internal const string Note = "refs/swarm/notes/abc/def/1";

    internal RemoteClient(RemoteTransport transport, RepositoryFormat format = RepositoryFormat.Files, bool behindProxy = false)
    {
        Sandbox = new Sandbox();
        try
        {
            Remote = TestRemote.Start(Sandbox, transport, format: format, behindProxy: behindProxy);
            Repository = TestRepository.Create(Sandbox, format: format);
            Repository.Git("remote", "add", "origin", Remote.Url);
        }
        catch
        {
            Remote?.Dispose();
            Sandbox.Dispose();
            throw;
        }
    }

    internal Sandbox Sandbox { get; }

    internal TestRemote Remote { get; }

    internal TestRepository Repository { get; }

    /// <summary>Runs git in the repository with what the remote needs.</summary>
    internal Finished Git(params string[] arguments) => Sandbox.Run("git", arguments, Repository.Path, Remote.Variables);

    /// <summary>As <see cref="Git"/>, and it must succeed.</summary>
    internal string GitOk(params string[] arguments) =>
        Git(arguments).OutputOrThrow($"git {string.Join(' ', arguments)}\n{Remote.Log}\n").TrimEnd('\n');

    /// <summary>Makes a ref that points at a blob.</summary>
    /// <returns>The blob's id.</returns>
    internal string WriteNote(string text = "a note\n", string name = Note)
    {
        var hashed = Sandbox.Run("git", ["hash-object", "-w", "--stdin"], Repository.Path, input: text);
        var id = hashed.OutputOrThrow("git hash-object").TrimEnd('\n');
        Repository.Git("update-ref", name, id);
        return id;
    }

    /// <summary>Makes a commit of bytes that no compression makes smaller.</summary>
    internal void CommitNoise(int bytes)
    {
        var noise = new byte[bytes];
        new Random(1).NextBytes(noise);
        File.WriteAllBytes(Path.Combine(Repository.Path, "noise"), noise);
        Repository.Commit("Add noise");
    }

    public void Dispose()
    {
        Remote.Dispose();
        Sandbox.Dispose();
    }
}
