using GitSwarm.TestKit;

namespace GitSwarm.Tests.Sync;

using Cli = GitSwarm.Tests.Binary.Cli;

/// <summary>Two clones on one machine that know a <see cref="TestRemote"/> as <c>origin</c>, each with somebody in it.</summary>
internal sealed class RemotesScene : IDisposable
{
    private readonly Cli cli = new(init: false);

    public RemotesScene(RemoteTransport transport, bool behindProxy = false)
    {
        try
        {
            Remote = TestRemote.Start(cli.Sandbox, transport, behindProxy: behindProxy);
            Reach(Remote);
            Alice = Clone("alice");
            Bob = Clone("bob");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public Sandbox Sandbox => cli.Sandbox;

    public TestRemote Remote { get; } = null!;

    public RemotesClone Alice { get; } = null!;

    public RemotesClone Bob { get; } = null!;

    /// <summary>Gives every program what it needs to reach a remote, also those that hooks start.</summary>
    public void Reach(TestRemote remote)
    {
        foreach (var (name, value) in remote.Variables)
        {
            Sandbox.Variables[name] = value;
        }
    }

    /// <summary>A repository of its own that opted in, with a session of the same name.</summary>
    public RemotesClone Clone(string name)
    {
        var repository = TestRepository.Create(Sandbox, name);
        repository.Git("remote", "add", "origin", Remote.Url);
        var clone = new RemotesClone(this, cli.User(repository.Path));
        clone.Do("init", "--no-hooks");
        clone.Do("join", "--name", name);
        return clone;
    }

    /// <summary>The refs of ours at the remote, with their ids.</summary>
    public SortedDictionary<string, string> Hub() =>
        new(Remote.Refs.Where(r => r.Key.StartsWith("refs/swarm/", StringComparison.Ordinal)).ToDictionary(), StringComparer.Ordinal);

    /// <summary>Puts a dialog on record instead of on a screen: whoever wants to ask for a password or about a host, asks this program.</summary>
    /// <returns>What it was asked so far.</returns>
    public Func<string[]> Asking()
    {
        var (dialog, log) = (Sandbox.Path("dialog"), Sandbox.Path("dialog.log"));
        Script.Write(dialog, $"#!/bin/sh\necho \"$@\" >>'{log}'\nexit 1\n");
        Sandbox.Variables["GIT_ASKPASS"] = dialog;
        Sandbox.Variables["SSH_ASKPASS"] = dialog;
        Sandbox.Variables["SSH_ASKPASS_REQUIRE"] = "force";
        return () => File.Exists(log) ? File.ReadAllLines(log) : [];
    }

    public void Dispose()
    {
        Remote?.Dispose();
        cli.Dispose();
    }
}
