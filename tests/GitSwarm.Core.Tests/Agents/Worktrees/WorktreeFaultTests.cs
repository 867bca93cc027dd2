using System.Text.Json;
using GitSwarm.Agents.Worktrees;
using GitSwarm.Sessions.Processes;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Agents.Worktrees;

/// <summary>Killed at any call of git, nothing is lost, and the next call completes.</summary>
public class WorktreeFaultTests
{
    private const string Include = "*.env";

    [Theory, Trait("Rule", "W1")]
    [InlineData(FaultMode.KillCallerBefore)]
    [InlineData(FaultMode.KillCallerAfter)]
    public void What_a_killed_making_leaves_is_found_and_cleared(FaultMode mode)
    {
        var (k, reached) = (0, true);
        while (reached)
        {
            k++;
            using var scene = Prepared();
            var git = new FaultGit(scene.Sandbox, mode, k);
            var made = Work(scene, git, "worktree", "make", scene.User.Path, "killed00");
            reached = git.Reached;
            Assert.Equal(reached ? 137 : 0, made.ExitCode);

            var worktrees = scene.From();
            foreach (var leftover in worktrees.Leftovers(ProcessTables.ForThisSystem()))
            {
                var end = worktrees.Clear(leftover);
                Assert.True(end.IsRemoved, $"call {k}: {end.Text}");
            }
            // The last call takes the lock off: with it the worktree is made, only nobody was told.
            var isMade =
                !reached
                || (mode == FaultMode.KillCallerAfter && k == git.Count && git.Calls[^1].Contains("unlock", StringComparison.Ordinal));
            Assert.Equal(isMade ? 2 : 1, scene.User.Git("worktree", "list").Split('\n').Length);
            Assert.Equal(isMade, scene.User.Git("for-each-ref", "refs/heads/agent-*").Length > 0);
            Assert.Equal(isMade, Directory.Exists(scene.Sandbox.Path("agent-killed00")));
            Assert.True(scene.Goes(scene.Make()));
        }
        Assert.Equal(10, k);
    }

    [Theory, Trait("Rule", "W1")]
    [InlineData(FaultMode.Refuse, 0)]
    [InlineData(FaultMode.KillGit, 0)]
    [InlineData(FaultMode.KillGit, 2)]
    [InlineData(FaultMode.KillGit, 5)]
    public void A_making_whose_git_fails_leaves_nothing(FaultMode mode, int milliseconds)
    {
        var (k, reached) = (0, true);
        while (reached)
        {
            k++;
            using var scene = Prepared();
            var git = new FaultGit(scene.Sandbox, mode, k, TimeSpan.FromMilliseconds(milliseconds));
            var worktrees = scene.From(program: git.Program);
            AgentWorktree? made = null;
            var error = Record.Exception(() => made = worktrees.Make(scene.Request()));
            reached = git.Reached;

            // Where the name could not be taken, another one was; and what had been done when git was killed counts.
            Assert.True(made is not null || error is SwarmException, error?.ToString());
            var trees = scene.User.Git("worktree", "list").Split('\n').Length;
            Assert.Equal(made is null ? 1 : 2, trees);
            Assert.Equal(made is null ? 0 : 1, Directory.GetDirectories(scene.Sandbox.Root, "agent-*").Length);
            Assert.True(
                (made is null ? 0 : 1) == Folders(scene).Length,
                $"{error?.Message} {string.Join(' ', Folders(scene).SelectMany(f => Directory.EnumerateFileSystemEntries(f).Prepend(f)))}"
            );
            Directory.GetFiles(Path.Combine(scene.CommonDir, "refs", "heads"), "agent-*.lock").ToList().ForEach(File.Delete);
            foreach (var leftover in scene.From().Leftovers(ProcessTables.ForThisSystem()))
            {
                // A git that was killed while it made the branch may have made it.
                Assert.True(mode == FaultMode.KillGit && !leftover.IsLocked);
                Assert.True(scene.From().Clear(leftover).IsRemoved);
            }
            Assert.True(made is null || scene.Goes(made));
        }
        Assert.True(k > 9, $"only {k - 1} calls of git were seen");
    }

    [Theory, Trait("Rule", "W1")]
    [InlineData(FaultMode.Refuse, 0)]
    [InlineData(FaultMode.KillCallerBefore, 0)]
    [InlineData(FaultMode.KillCallerAfter, 0)]
    [InlineData(FaultMode.KillGit, 0)]
    [InlineData(FaultMode.KillGit, 2)]
    [InlineData(FaultMode.KillGit, 4)]
    [InlineData(FaultMode.KillGit, 8)]
    public void A_removal_that_is_cut_short_is_finished_by_the_next(FaultMode mode, int milliseconds)
    {
        var (k, reached) = (0, true);
        while (reached)
        {
            k++;
            using var scene = Prepared();
            var worktree = scene.Make();
            for (var i = 0; i < 300; i++)
            {
                WorktreeScene.Write(worktree, $"out/{i}.o", "output");
            }
            scene.User.Git("update-ref", "refs/heads/main", scene.Commit(worktree));
            var file = Written(scene, worktree);
            var git = new FaultGit(scene.Sandbox, mode, k, TimeSpan.FromMilliseconds(milliseconds));
            Work(scene, git, "worktree", "remove", scene.User.Path, file);
            reached = git.Reached;

            var end = scene.From().RemoveIfNothingIsLost(worktree);
            if (mode == FaultMode.KillGit && end.BranchKept?.Contains(".lock'", StringComparison.Ordinal) == true)
            {
                // Git takes nobody else's locks away, and the killed one left its own.
                Directory.GetFiles(scene.CommonDir, "*.lock", SearchOption.AllDirectories).ToList().ForEach(File.Delete);
                end = scene.From().RemoveIfNothingIsLost(worktree);
            }

            Assert.True(end is { IsRemoved: true, BranchKept: null }, $"call {k}: {end.Text}");
            Assert.False(scene.IsThere(worktree));
        }
        Assert.True(k > 9, $"only {k - 1} calls of git were seen");
    }

    [Theory, Trait("Rule", "W1")]
    [InlineData(FaultMode.Refuse)]
    [InlineData(FaultMode.KillCallerBefore)]
    [InlineData(FaultMode.KillCallerAfter)]
    [InlineData(FaultMode.KillGit)]
    public void Work_survives_every_way_to_fail(FaultMode mode)
    {
        var (k, reached) = (0, true);
        while (reached)
        {
            k++;
            using var scene = Prepared();
            var worktree = scene.Make();
            var commit = scene.Commit(worktree);
            WorktreeScene.Write(worktree, "new.txt", "untracked");
            WorktreeScene.Write(worktree, ".env", "changed");
            var git = new FaultGit(scene.Sandbox, mode, k);
            Work(scene, git, "worktree", "remove", scene.User.Path, Written(scene, worktree));
            reached = git.Reached;

            // Who was killed an instant ago is still listed on a busy machine; one that stays fails the next line.
            SpinWait.SpinUntil(() => !scene.Kept(worktree).Contains(KeepReason.Process), TimeSpan.FromSeconds(5));
            Assert.Equal([KeepReason.Untracked, KeepReason.Listed, KeepReason.Commits], scene.Kept(worktree));
            Assert.Equal(commit, scene.User.Git("rev-parse", worktree.Branch!));
        }
        Assert.True(k > 6, $"only {k - 1} calls of git were seen");
    }

    [Fact, Trait("Rule", "W1")]
    public void What_a_stopped_removal_took_is_no_change_and_what_else_happened_is()
    {
        using var scene = Prepared();
        var worktree = scene.Make();
        WorktreeScene.Write(worktree, "out/a.o", "output");
        File.WriteAllText(Path.Combine(scene.CommonDir, "worktrees", worktree.Worktree!, "swarm-removing"), "");
        Directory.Delete(Path.Combine(worktree.Path, "src"), recursive: true);
        File.Delete(Path.Combine(worktree.Path, ".git"));
        File.Delete(Path.Combine(worktree.Path, ".gitignore"));
        WorktreeScene.Write(worktree, "README.md", "changed");
        Assert.Equal([KeepReason.Changed], scene.From().RemoveIfNothingIsLost(worktree).Verdict.Reasons.Select(r => r.Reason));
        Assert.Equal([KeepReason.Changed], scene.Kept(worktree));

        File.Delete(Path.Combine(worktree.Path, "README.md"));
        Assert.True(scene.Goes(worktree));
    }

    [Fact, Trait("Rule", "W1")]
    public void A_branch_that_moves_while_the_worktree_goes_is_kept()
    {
        using var scene = Prepared();
        var worktree = scene.Make();
        var other = scene.User.Git("commit-tree", "-p", "HEAD", "-m", "late", "HEAD^{tree}");
        var git = new FaultGit(scene.Sandbox, FaultMode.None, 1);
        // The user's hook runs when git deletes nothing yet: between the verdict and the branch.
        var text = File.ReadAllText(git.Program);
        Script.Write(
            git.Program,
            text.Replace(
                "set -C\n",
                $"case \"$*\" in *worktree\\ remove*) {scene.Sandbox.GitProgram} --git-dir='{scene.CommonDir}' update-ref refs/heads/{worktree.Branch} {other};; esac\nset -C\n",
                StringComparison.Ordinal
            )
        );

        var end = scene.From(program: git.Program).RemoveIfNothingIsLost(worktree);

        Assert.Equal($"removed {worktree.Path}, kept branch {worktree.Branch}: it has moved in the meantime", end.Text);
        Assert.Equal(other, scene.User.Git("rev-parse", worktree.Branch!));
        Assert.Equal([KeepReason.Commits], scene.Judge(worktree).Reasons.Select(r => r.Reason));
    }

    [Fact, Trait("Rule", "W1")]
    public void A_file_that_comes_after_the_verdict_is_seen_by_git()
    {
        using var scene = Prepared();
        scene.User.Git("config", "status.showUntrackedFiles", "no");
        var worktree = scene.Make();
        var git = new FaultGit(scene.Sandbox, FaultMode.None, 1);
        var text = File.ReadAllText(git.Program);
        Script.Write(
            git.Program,
            text.Replace(
                "set -C\n",
                $"case \"$*\" in *worktree\\ remove*) echo late >'{worktree.Path}/late.txt';; esac\nset -C\n",
                StringComparison.Ordinal
            )
        );

        var end = scene.From(program: git.Program).RemoveIfNothingIsLost(worktree);

        Assert.Equal([KeepReason.GitRefused], end.Verdict.Reasons.Select(r => r.Reason));
        Assert.Equal([KeepReason.Untracked], scene.Kept(worktree));
    }

    [Fact, Trait("Rule", "W1")]
    public void Judging_takes_few_calls_of_git()
    {
        using var scene = Prepared();
        var worktree = scene.Make();
        var quiet = new FaultGit(scene.Sandbox, FaultMode.None, 1);
        Assert.True(scene.From(program: quiet.Program).Judge(worktree).MayGo);
        Assert.Equal(6, quiet.Count);

        scene.Commit(worktree);
        scene.Git(worktree, "commit", "--quiet", "--amend", "-m", "better");
        WorktreeScene.Write(worktree, "README.md", "changed");
        scene.Git(worktree, "stash", "--quiet");
        var busy = new FaultGit(scene.Sandbox, FaultMode.None, 1);
        Assert.False(scene.From(program: busy.Program).Judge(worktree).MayGo);
        Assert.Equal(9, busy.Count);
    }

    private static WorktreeScene Prepared()
    {
        var scene = new WorktreeScene();
        scene.List(Include + "\nout", Include);
        scene.User.Write(".env", "SECRET=1");
        return scene;
    }

    private static string[] Folders(WorktreeScene scene)
    {
        var folder = Path.Combine(scene.CommonDir, "worktrees");
        return Directory.Exists(folder) ? Directory.GetDirectories(folder) : [];
    }

    private static string Written(WorktreeScene scene, AgentWorktree worktree)
    {
        var file = scene.Sandbox.Path("worktree.json");
        File.WriteAllText(file, JsonSerializer.Serialize(worktree, AgentWorktreeJson.Default.AgentWorktree));
        return file;
    }

    private static Finished Work(WorktreeScene scene, FaultGit git, params string[] arguments) =>
        scene.Sandbox.Run(Path.Combine(AppContext.BaseDirectory, "GitSwarm.Worker"), arguments, null, git.Variables);
}
