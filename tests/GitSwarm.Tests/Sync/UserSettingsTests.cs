using GitSwarm.TestKit;
using GitSwarm.Tests.Binary;
using Xunit;

namespace GitSwarm.Tests.Sync;

/// <summary>Whatever the user has set, an exchange does the same, and leaves everything of theirs as it was.</summary>
[Trait("Category", "Binary")]
public sealed class UserSettingsTests
{
    /// <summary>Settings that change what fetch and push do, or what they print.</summary>
    private static readonly (string Name, string Value)[] Hostile =
    [
        ("fetch.prune", "true"),
        ("fetch.pruneTags", "true"),
        ("fetch.recurseSubmodules", "true"),
        ("fetch.writeCommitGraph", "true"),
        ("fetch.output", "compact"),
        ("fetch.all", "true"),
        ("fetch.fsckObjects", "true"),
        ("push.default", "nothing"),
        ("push.followTags", "true"),
        ("push.gpgSign", "true"),
        ("push.pushOption", "ci.skip"),
        ("push.negotiate", "true"),
        ("push.useForceIfIncludes", "true"),
        ("push.recurseSubmodules", "only"),
        ("submodule.recurse", "true"),
        ("remote.origin.mirror", "true"),
        ("remote.origin.push", "refs/heads/*:refs/heads/*"),
        ("remote.origin.tagOpt", "--tags"),
        ("remote.origin.prune", "true"),
        ("remote.origin.pruneTags", "true"),
        ("remote.origin.skipFetchAll", "true"),
        ("remote.origin.followRemoteHEAD", "always"),
        ("remote.pushDefault", "nowhere"),
        ("core.logAllRefUpdates", "always"),
        ("core.quotePath", "true"),
        ("color.ui", "always"),
        ("color.push", "always"),
        ("column.ui", "always"),
        ("gc.auto", "1"),
        ("maintenance.auto", "true"),
        ("advice.pushUpdateRejected", "true"),
    ];

    private static readonly string[] Hooks =
    [
        "pre-push",
        "reference-transaction",
        "post-checkout",
        "post-merge",
        "post-commit",
        "post-rewrite",
        "post-index-change",
        "pre-auto-gc",
        "pre-receive",
        "update",
    ];

    [GitTheory(RepositoryFormat.Files)]
    public void Nothing_they_set_has_an_effect_on_it_or_it_on_anything_of_theirs(TestGit git, RepositoryFormat format)
    {
        Assert.Equal(RepositoryFormat.Files, format);
        using var scene = new SyncScene(git);
        var (me, there) = Prepare(scene);
        foreach (var (name, value) in Hostile)
        {
            me.Git("config", name, value);
        }
        var log = scene.Sandbox.Path("hooks.log");
        SetHooks(scene, me, log);
        var (before, hubBefore) = (Look(scene, me), UserRefs(scene.Sandbox, scene.Hub));
        File.Delete(log);

        AssertExchanges(me);
        there.Process.Do("note", "and back");
        there.Process.Do("sync");
        me.Process.Do("note", "one more");
        AssertExchanges(me);
        var nothing = me.Process.Run("sync");

        Assert.Equal((0, "nothing new with 'origin'\n", ""), (nothing.ExitCode, nothing.Output + nothing.Error, ""));
        Assert.False(File.Exists(log), File.Exists(log) ? File.ReadAllText(log) : "");
        Assert.Equal(["and back", "from here", "one more"], me.Notes().Order());
        Assert.Equal(before, Look(scene, me));
        Assert.Equal(hubBefore, UserRefs(scene.Sandbox, scene.Hub));
        Assert.False(Directory.Exists(Path.Combine(me.GitDir, "objects", "info", "commit-graphs")));
        Assert.False(File.Exists(Path.Combine(me.GitDir, "objects", "info", "commit-graph")));
    }

    [Fact]
    public void What_their_last_fetch_wrote_stays_and_where_it_wrote_nothing_nothing_comes()
    {
        using var scene = new SyncScene();
        var there = scene.Clone("there");
        there.Do("note", "from there");
        there.Sync();
        var head = Path.Combine(scene.Me.GitDir, "FETCH_HEAD");
        Assert.False(File.Exists(head));

        scene.Me.Sync();
        Assert.False(File.Exists(head));

        scene.Me.Git("fetch", "origin");
        var fetched = File.ReadAllText(head);
        there.Do("note", "more");
        there.Sync();
        Assert.Single(scene.Me.Sync().Fetched);
        Assert.Equal(fetched, File.ReadAllText(head));
    }

    [Fact]
    public void Options_meant_for_their_own_pushes_are_not_sent_along()
    {
        using var scene = new SyncScene();
        scene.InHub("config", "receive.advertisePushOptions", "true");
        var log = scene.Sandbox.Path("options.log");
        Script.Write(Path.Combine(scene.Hub, "hooks", "post-receive"), $"#!/bin/sh\necho \"$GIT_PUSH_OPTION_COUNT\" >>'{log}'\n");
        scene.Me.Git("config", "push.pushOption", "merge_request.create");
        scene.Me.Do("note", "from here");

        scene.Me.Sync();

        Assert.Equal("0", File.ReadAllText(log).Trim());
    }

    [Theory]
    [InlineData("p=q")]
    [InlineData("a.b=c")]
    [InlineData("with space")]
    [InlineData("-dash")]
    [InlineData("ünï")]
    public void Any_address_will_do(string folder)
    {
        using var scene = new SyncScene();
        var hub = Path.Combine(Directory.CreateDirectory(scene.Sandbox.Path(folder)).FullName, "hub.git");
        scene.Sandbox.Git(scene.Sandbox.Root, "init", "--quiet", "--bare", hub);
        scene.Me.Do("note", "from here");

        foreach (var address in (string[])[hub, "file://" + hub, $"../{folder}/hub.git"])
        {
            Assert.NotEmpty(scene.Me.Sync(address).Pushed.Concat(["same hub"]));
        }

        Assert.Contains("refs/swarm/notes/", scene.Sandbox.Git(hub, "for-each-ref"), StringComparison.Ordinal);
        Assert.Equal(["from here"], scene.Me.Notes());
    }

    private static (SyncUser Me, SyncUser There) Prepare(SyncScene scene)
    {
        var there = scene.Clone("there");
        // Each would be moved by a fetch or push that is not told otherwise.
        there.Git("tag", "-m", "of the hub", "theirs");
        there.Git("commit", "--quiet", "--allow-empty", "-m", "ahead");
        there.Git("push", "--quiet", "origin", "main", "theirs");
        scene.Me.Git("tag", "-m", "not pushed", "mine");
        scene.Me.Git("update-ref", "refs/remotes/origin/gone", "HEAD");
        scene.Me.Process.Do("note", "from here");
        return (scene.Me, there);
    }

    private static void SetHooks(SyncScene scene, SyncUser me, string log)
    {
        var folder = Directory.CreateDirectory(Path.Combine(me.GitDir, "hooks")).FullName;
        foreach (var hook in Hooks)
        {
            Script.Write(Path.Combine(folder, hook), $"#!/bin/sh\necho {hook} \"$@\" >>'{log}'\n");
            me.Git("config", $"hook.users-{hook}.event", hook);
            me.Git("config", $"hook.users-{hook}.command", $"echo configured {hook} >>'{log}'");
        }
        me.Git("branch", "topic");
        Assert.Contains("reference-transaction", File.ReadAllText(log), StringComparison.Ordinal);
        File.Delete(log);
    }

    private static void AssertExchanges(SyncUser me)
    {
        var finished = me.Process.Run("sync");
        Assert.Equal((0, ""), (finished.ExitCode, finished.Error));
        Assert.Contains("sent ", finished.Output, StringComparison.Ordinal);
    }

    /// <summary>Everything that is the user's: config byte for byte, refs, reflogs, HEAD.</summary>
    private static string Look(SyncScene scene, SyncUser me)
    {
        var folder = me.GitDir;
        var logs = Directory.EnumerateFiles(Path.Combine(folder, "logs"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        return string.Join(
            '\n',
            [
                File.ReadAllText(Path.Combine(folder, "config")),
                UserRefs(scene.Sandbox, me.Directory),
                .. logs.Select(l => l + "\n" + File.ReadAllText(l)),
                me.Git("status", "--porcelain=v2", "--branch"),
            ]
        );
    }

    private static string UserRefs(Sandbox sandbox, string directory) =>
        sandbox.Git(directory, "for-each-ref", "refs/heads", "refs/tags", "refs/remotes", "refs/notes");
}
