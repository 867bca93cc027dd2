using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Sync;

/// <summary>The user's own git in a clone that exchanges is as it is without git-swarm.</summary>
[Trait("Category", "Binary")]
public sealed class UserGitTests
{
    /// <summary>What is typed in both, one after the other, in the first clone.</summary>
    private static readonly string[] Typed =
    [
        "git status --short --branch",
        "git fetch",
        "git fetch --prune",
        "git fetch --all --prune --prune-tags --tags",
        "git pull --ff-only",
        "echo more >>README.md && git commit --quiet --all -m more && git push",
        "git push --all --dry-run",
        "git push --follow-tags",
        "git remote show origin",
        "git remote update --prune",
        "git remote prune origin",
        "git ls-remote --heads --tags origin",
        "git branch --all --verbose",
        "git log --all --oneline --decorate",
        "git shortlog --summary HEAD",
        "git rev-list --all --count",
        "git describe --all --always",
        "git describe --contains HEAD~1",
        "git name-rev HEAD",
        "git stash list",
        "git bundle create ../some.bundle --branches --tags && git bundle list-heads ../some.bundle",
        // It has ours, too.
        "git bundle create ../all.bundle --all && git bundle list-heads ../all.bundle | grep --invert-match refs/swarm",
        "git clone ../all.bundle ../of-bundle && git -C ../of-bundle for-each-ref",
        "git bundle create ../head.bundle HEAD && git bundle verify ../head.bundle",
        "git clone ../hub.git ../of-hub && git -C ../of-hub for-each-ref",
        "git clone . ../of-clone && git -C ../of-clone for-each-ref",
        "git clone --mirror ../hub.git ../mirror.git && git -C ../mirror.git for-each-ref refs/heads refs/tags && git -C ../mirror.git fsck --no-dangling",
        "git -C ../hub.git fsck --no-dangling && git -C ../hub.git gc && git -C ../hub.git fsck --no-dangling",
        "git fsck --full --no-progress --no-dangling",
        "git gc",
        "git fsck --full --no-progress --no-dangling",
        "git repack -a -d --quiet",
        "git prune",
        "git fsck --full --no-progress --no-dangling",
        "git reflog",
        "git worktree list --porcelain",
    ];

    [Fact]
    public void Every_command_says_and_does_the_same() => AssertSame(Gits.System);

    [ToolFact("git 2.45")]
    public void And_in_the_newest_git() => AssertSame(Gits.Newest);

    private static void AssertSame(TestGit git)
    {
        using var scene = new SyncScene(git);
        using var plain = new Sandbox(git);
        var twin = Twin(plain);
        var there = scene.Clone("there");
        Exchange(scene.Me, there);
        Work(scene.Sandbox, there.Directory);
        Work(plain, plain.Path("there"));

        Assert.Contains("refs/swarm-remote/", scene.Me.Git("for-each-ref"), StringComparison.Ordinal);
        foreach (var command in Typed)
        {
            Assert.Equal(Said(plain, twin, command), Said(scene.Sandbox, scene.Me.Directory, command));
        }
        there.Process.Do("sync");
        Assert.Equal(["from here", "from there", "more from here"], there.Notes().Order());
    }

    [Fact]
    public void A_mirroring_push_names_our_refs_besides_and_says_the_same_of_theirs()
    {
        using var scene = new SyncScene();
        using var plain = new Sandbox();
        var twin = Twin(plain);
        Exchange(scene.Me, scene.Clone("there"));
        const string Push = "git push --mirror --dry-run --porcelain";

        var (with, without) = (Said(scene.Sandbox, scene.Me.Directory, Push), Said(plain, twin, Push));

        Assert.Contains("refs/swarm/", with, StringComparison.Ordinal);
        Assert.Equal(without, string.Join('\n', with.Split('\n').Where(l => !l.Contains("refs/swarm", StringComparison.Ordinal))));
    }

    [Fact]
    public void A_shallow_clone_exchanges_and_stays_shallow()
    {
        using var scene = new SyncScene();
        scene.Me.Git("commit", "--quiet", "--allow-empty", "-m", "second");
        scene.Me.Git("push", "--quiet", "origin", "main");
        var there = scene.Clone("there", "--depth=1");
        var shallow = File.ReadAllText(Path.Combine(there.GitDir, "shallow"));

        Exchange(scene.Me, there);

        Assert.Equal(["from here", "from there", "more from here"], there.Notes().Order());
        Assert.Contains("from there", scene.Me.Notes());
        Assert.Equal(shallow, File.ReadAllText(Path.Combine(there.GitDir, "shallow")));
        Assert.Equal("1", there.Git("rev-list", "--all", "--count"));
        Assert.Equal("", Fsck(scene, there, "--no-dangling"));
    }

    [GitTheory(RepositoryFormat.Files)]
    public void A_partial_clone_exchanges_and_fetches_nothing_that_was_left_out(TestGit git, RepositoryFormat format)
    {
        Assert.Equal(RepositoryFormat.Files, format);
        using var scene = new SyncScene(git);
        scene.InHub("config", "uploadpack.allowFilter", "true");
        var there = scene.Clone("there", "--filter=blob:none", "--no-checkout");
        var missing = Missing(there);
        Assert.Contains('?', missing);
        var config = File.ReadAllText(Path.Combine(there.GitDir, "config"));

        Exchange(scene.Me, there);

        Assert.Equal(["from here", "from there", "more from here"], there.Notes().Order());
        Assert.Contains("from there", scene.Me.Notes());
        Assert.Equal(missing, Missing(there));
        Assert.Equal(config, File.ReadAllText(Path.Combine(there.GitDir, "config")));
        there.Git("checkout", "--quiet", "main");
        Assert.Equal("", Fsck(scene, there, "--no-dangling"));
    }

    [Fact]
    public void After_housekeeping_nothing_dangles_however_often_records_were_replaced()
    {
        using var scene = new SyncScene();
        var there = scene.Clone("there");
        for (var n = 0; n < 4; n++)
        {
            there.Do("note", $"note {n}");
            there.Do("send", "*", $"message {n}");
            there.Sync();
            scene.Me.Do("note", $"note {n}");
            scene.Me.Do("inbox");
            scene.Me.Sync();
        }
        there.Do("leave");
        there.Do("gc");
        there.Sync();
        scene.Me.Sync();

        scene.Me.Do("gc");
        there.Do("gc");

        Assert.Equal("", Fsck(scene, scene.Me));
        Assert.Equal("", Fsck(scene, there));
    }

    /// <summary>The same repositories without a word of git-swarm.</summary>
    private static string Twin(Sandbox plain)
    {
        var repository = TestRepository.Create(plain);
        var hub = plain.Path("hub.git");
        plain.Git(plain.Root, "init", "--quiet", "--bare", hub);
        repository.Git("remote", "add", "origin", hub);
        repository.Git("push", "--quiet", "origin", "main");
        plain.Git(plain.Root, "clone", "--quiet", "file://" + hub, plain.Path("there"));
        return repository.Path;
    }

    /// <summary>Both write, and twice exchange what they wrote.</summary>
    private static void Exchange(SyncUser me, SyncUser there)
    {
        me.Do("join", "--name", "alice");
        there.Do("join", "--name", "zoe");
        me.Do("note", "from here");
        me.Do("touch", "src/app.js");
        me.Process.Do("sync");
        there.Do("note", "from there");
        there.Process.Do("sync");
        there.Do("send", "*", "hello");
        me.Do("note", "more from here");
        me.Process.Do("sync");
        there.Process.Do("sync");
        me.Process.Do("sync");
    }

    /// <summary>Somebody else pushes a commit, a tag and a branch.</summary>
    private static void Work(Sandbox sandbox, string directory)
    {
        sandbox.Git(directory, "commit", "--quiet", "--allow-empty", "-m", "theirs");
        sandbox.Git(directory, "tag", "-m", "one", "v1");
        sandbox.Git(directory, "push", "--quiet", "origin", "main", "v1", "main:refs/heads/topic");
    }

    private static string Said(Sandbox sandbox, string directory, string command)
    {
        // The branch follows the remote's, as after a clone.
        sandbox.Run("git", ["config", "push.default", "current"], directory);
        sandbox.Run("git", ["config", "branch.main.remote", "origin"], directory);
        sandbox.Run("git", ["config", "branch.main.merge", "refs/heads/main"], directory);
        var finished = sandbox.Run("sh", ["-c", command], directory);
        return $"{command}: {finished.ExitCode}\n{finished.Output}{finished.Error}".Replace(sandbox.Root, "ROOT", StringComparison.Ordinal);
    }

    /// <summary>What git finds wrong.</summary>
    private static string Fsck(SyncScene scene, SyncUser user, params string[] arguments)
    {
        var found = scene.Sandbox.Fsck(user.Directory, arguments);
        return found.Output + found.Error;
    }

    private static string Missing(SyncUser user) =>
        string.Join('\n', user.Git("rev-list", "--objects", "--all", "--missing=print").Split('\n').Where(l => l.StartsWith('?')).Order());
}
