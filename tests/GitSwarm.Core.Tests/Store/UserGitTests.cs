using System.Text;
using GitSwarm.Store;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Store;

public class UserGitTests
{
    [GitTheory]
    public void The_hooks_of_the_user_do_not_run(TestGit git, RepositoryFormat format)
    {
        using var store = new TestStore(git, format);
        var hooks = Directory.CreateDirectory(Path.Combine(store.Repository.CommonDir, "hooks")).FullName;
        var log = store.Sandbox.Path("hooks.log");
        foreach (var name in new[] { "reference-transaction", "post-index-change" })
        {
            var hook = Path.Combine(hooks, name);
            Script.Write(hook, $"#!/bin/sh\necho {name} >>'{log}'\n");
        }
        store.User.Git("config", "hook.ours.event", "reference-transaction");
        store.User.Git("config", "hook.ours.command", $"echo configured >>'{log}'");
        store.User.Git("branch", "topic");
        Assert.Contains("reference-transaction", File.ReadAllText(log));
        File.Delete(log);

        store.Put(("a", "1"), ("b", "1"));
        store.Put(("a", "2"), ("b", null));
        new Garbage(store.Git, TestStore.Clone, new(2, 39), packFrom: 1).Collect(Sandbox.Epoch);

        Assert.False(File.Exists(log), File.Exists(log) ? File.ReadAllText(log) : "");
    }

    [GitTheory]
    public void No_reflog_is_written(TestGit git, RepositoryFormat format)
    {
        using var store = new TestStore(git, format);
        store.User.Git("config", "core.logAllRefUpdates", "always");

        store.Put(("a", "1"));
        store.Put(("a", "2"));

        Assert.False(Directory.Exists(Path.Combine(store.Repository.CommonDir, "logs", "refs", "swarm")));
        Assert.NotEqual(0, store.Sandbox.Run("git", ["reflog", "exists", TestStore.Ref("a").Value], store.User.Path).ExitCode);
    }

    [GitTheory]
    public void What_the_user_sees_of_git_stays_the_same(TestGit git, RepositoryFormat format)
    {
        using var store = new TestStore(git, format);
        store.User.Git("tag", "-m", "one", "v1");
        var before = Look(store);

        store.Put(("a", "1"), ("b", "1"));
        store.Put(("a", "2"), ("b", null));

        Assert.Equal(before, Look(store));
    }

    [GitTheory]
    public void Collecting_garbage_says_nothing_and_takes_nothing_of_ours(TestGit git, RepositoryFormat format)
    {
        using var store = new TestStore(git, format);
        store.Put(("a", "1"), ("b", "1"));
        store.Put(("a", "2"));

        // Not --quiet: whatever is said would be about us. Progress goes to terminals only.
        var gc = store.Sandbox.Run("git", ["gc", "--prune=now"], store.User.Path);
        var fsck = store.Sandbox.Run("git", ["fsck", "--full", "--no-progress"], store.User.Path);

        Assert.Equal((0, "", ""), (gc.ExitCode, gc.Output, gc.Error));
        Assert.Equal((0, "", ""), (fsck.ExitCode, fsck.Output, fsck.Error));
        Assert.Equal(("2", "1"), (store.TextOf("a"), store.TextOf("b")));
    }

    [GitTheory]
    public void A_clone_and_a_bundle_carry_nothing_of_ours(TestGit git, RepositoryFormat format)
    {
        using var store = new TestStore(git, format);
        store.Put(("a", "{\"secret\":1}"));
        var id = store.Read().IdOf(TestStore.Ref("a"));

        store.Sandbox.Git(store.Sandbox.Root, "clone", "--quiet", "--no-local", store.User.Path, "copy");

        var copy = store.Sandbox.Path("copy");
        Assert.DoesNotContain("swarm", store.Sandbox.Git(copy, "for-each-ref"), StringComparison.Ordinal);
        Assert.NotEqual(0, store.Sandbox.Run("git", ["cat-file", "-e", id.Hex], copy).ExitCode);
    }

    private static string Look(TestStore store)
    {
        var text = new StringBuilder();
        string[][] commands =
        [
            ["log", "--all", "--decorate", "--oneline"],
            ["describe", "--all", "--always"],
            ["rev-list", "--all", "--count"],
            ["branch", "--all"],
            ["fsck", "--no-dangling", "--no-progress"],
            ["config", "--local", "--list"],
        ];
        foreach (var command in commands)
        {
            var result = store.Sandbox.Run("git", command, store.User.Path);
            text.Append($"{command[0]}: {result.ExitCode}\n{result.Output}{result.Error}");
        }
        return text.ToString();
    }
}
