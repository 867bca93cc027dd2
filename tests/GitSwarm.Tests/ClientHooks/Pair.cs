using GitSwarm.Tests.Binary;

namespace GitSwarm.Tests.ClientHooks;

using Cli = GitSwarm.Tests.Binary.Cli;

/// <summary>A repository with two sessions of Claude Code in work trees of their own, <c>one</c> and <c>two</c>, which know of each other.</summary>
internal sealed class Pair : IDisposable
{
    public Pair()
    {
        // The hooks of the clients are what is tried here.
        Cli = new Cli(init: false);
        Cli.Do("init", "--no-hooks");
        One = new Agent(Cli.UserOn("feat/one"), "1111aaaa-0000-4000-8000-000000000001");
        Two = new Agent(Cli.UserOn("feat/two"), "2222bbbb-0000-4000-8000-000000000002");
        One.Start();
        Two.Start();
        One.Batch();
    }

    public Cli Cli { get; }

    public Agent One { get; }

    public Agent Two { get; }

    public void Dispose() => Cli.Dispose();
}
