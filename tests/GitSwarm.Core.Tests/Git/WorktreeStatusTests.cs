using System.Diagnostics;
using System.Globalization;
using GitSwarm.Git;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Git;

public class WorktreeStatusTests
{
    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Reftable, RepositoryFormat.Sha256)]
    public void Every_kind_of_change_is_one_path(TestGit git, RepositoryFormat format)
    {
        using var sandbox = new Sandbox(git);
        var repository = TestRepository.Create(sandbox, format: format);
        repository.Write("README.md", "changed\n");
        repository.Git("mv", "src/app.js", "src/moved app.js");
        repository.Git("rm", "--quiet", "src/ui/table.js");
        repository.Write("staged\nline.txt", "x");
        repository.Write(" leading blank", "x");
        repository.Git("add", "staged\nline.txt", " leading blank");
        repository.Write("new dir/deep/a.txt", "x");
        repository.Write("日本 é.txt", "x");
        repository.Write("? 1 odd", "x");

        var status = Look(sandbox, repository.Path);

        Assert.Equal("main", status.Branch);
        Assert.Equal(repository.Git("rev-parse", "HEAD"), status.Head.Hex);
        Assert.Equal(
            [" leading blank", "README.md", "src/moved app.js", "src/ui/table.js", "staged\nline.txt"],
            Paths(status, untracked: false)
        );
        Assert.Equal(["? 1 odd", "new dir/", "日本 é.txt"], Paths(status, untracked: true));
    }

    [Fact]
    public void Conflicts_are_changes()
    {
        using var sandbox = new Sandbox();
        var repository = TestRepository.Create(sandbox);
        repository.Git("checkout", "--quiet", "-b", "topic");
        repository.Write("README.md", "topic\n");
        repository.Write("both added.txt", "topic\n");
        repository.Commit("topic");
        repository.Git("checkout", "--quiet", "main");
        repository.Write("README.md", "main\n");
        repository.Write("both added.txt", "main\n");
        repository.Commit("main");
        Assert.False(sandbox.Run("git", ["merge", "--quiet", "topic"], repository.Path).Ok);

        Assert.Equal(["README.md", "both added.txt"], Paths(Look(sandbox, repository.Path), untracked: false));
    }

    [Fact]
    public void A_detached_head_has_no_branch_and_a_new_repository_no_head()
    {
        using var sandbox = new Sandbox();
        var repository = TestRepository.Create(sandbox);
        repository.Git("checkout", "--quiet", "--detach");
        sandbox.Git(sandbox.Root, "init", "--quiet", "-b", "first", "empty");

        var (detached, empty) = (Look(sandbox, repository.Path), Look(sandbox, sandbox.Path("empty")));

        Assert.Equal((null, false), (detached.Branch, detached.Head.IsNone));
        Assert.Equal(("first", true), (empty.Branch, empty.Head.IsNone));
        Assert.Empty(detached.Changed);
    }

    [Fact]
    public void Settings_of_the_user_do_not_change_what_is_seen()
    {
        using var sandbox = new Sandbox();
        var repository = TestRepository.Create(sandbox);
        foreach (var setting in new[] { "showUntrackedFiles=no", "relativePaths=false", "renames=false", "showStash=true", "short=true" })
        {
            var pair = setting.Split('=');
            repository.Git("config", "status." + pair[0], pair[1]);
        }
        repository.Write("stashed.txt", "x");
        repository.Git("stash", "--quiet", "--include-untracked");
        repository.Write("new.txt", "x");
        repository.Git("mv", "README.md", "LIESMICH.md");

        var status = Look(sandbox, repository.Path);

        Assert.Equal(["new.txt"], Paths(status, untracked: true));
        Assert.Contains("LIESMICH.md", Paths(status, untracked: false));
    }

    [Fact]
    public void Looking_takes_no_lock_and_leaves_the_index_as_it_is()
    {
        using var sandbox = new Sandbox();
        var repository = TestRepository.Create(sandbox);
        var index = Path.Combine(repository.Path, ".git", "index");
        // A new time makes git want to refresh the entry.
        File.SetLastWriteTimeUtc(Path.Combine(repository.Path, "README.md"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var before = FileStamp.Of(index);

        Assert.Empty(Look(sandbox, repository.Path).Changed);

        Assert.Equal(before, FileStamp.Of(index));
    }

    [Fact]
    public void Work_trees_that_vanished_or_are_none_are_not_seen()
    {
        using var sandbox = new Sandbox();
        var repository = TestRepository.Create(sandbox);
        var plain = Directory.CreateDirectory(sandbox.Path("plain")).FullName;
        Worktree[] asked = [new("gone", sandbox.Path("gone"), null), new(null, repository.Path, "main"), new("plain", plain, null)];

        var seen = Observer(sandbox).Observe(asked);

        Assert.Equal([null, "main", null], seen.Select(s => s?.Branch));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void Git_looks_with_threads_of_its_own_where_processors_are_free(int worktrees, bool threads)
    {
        using var sandbox = new Sandbox();
        var repository = TestRepository.Create(sandbox);
        var started = sandbox.Path("started");
        var variables = new Dictionary<string, string>(sandbox.Variables) { ["GIT_TRACE2"] = started };
        var observer = new WorktreeObserver(new GitProcess(new GitEnvironment(variables, sandbox.GitProgram)), processors: 2);

        var seen = observer.Observe([.. Enumerable.Repeat(new Worktree(null, repository.Path, "main"), worktrees)]);

        Assert.All(seen, s => Assert.Equal("main", s?.Branch));
        Assert.Equal(
            threads ? 0 : worktrees,
            File.ReadAllLines(started).Count(l => l.Contains(" -c core.preloadIndex=false status ", StringComparison.Ordinal))
        );
        Assert.Equal(worktrees, File.ReadAllLines(started).Count(l => l.Contains(" status --porcelain=v2 ", StringComparison.Ordinal)));
    }

    [Fact]
    public void All_are_seen_in_order_where_they_are_more_than_run_at_once()
    {
        using var sandbox = new Sandbox();
        var repository = TestRepository.Create(sandbox);
        List<Worktree> asked = [new(null, repository.Path, "main")];
        for (var i = 1; i <= 20; i++)
        {
            asked.Add(new($"tree-{i}", repository.AddWorktree($"tree-{i}", $"tree-{i}"), $"tree-{i}"));
        }
        var git = new GitProcess(new GitEnvironment(new Dictionary<string, string>(sandbox.Variables), sandbox.GitProgram));

        var seen = new WorktreeObserver(git, processors: 1).Observe(asked);

        Assert.Equal(asked.Select(w => w.Branch), seen.Select(s => s?.Branch));
    }

    [Fact]
    public void Looks_nobody_waits_for_are_ended()
    {
        using var sandbox = new Sandbox();
        var repository = TestRepository.Create(sandbox);
        var slow = sandbox.Path("slow-git");
        var pid = sandbox.Path("pid");
        Script.Write(slow, $"#!/bin/sh\necho $$ >'{pid}'\nexec sleep 600\n");
        var git = new GitProcess(new GitEnvironment(new Dictionary<string, string>(sandbox.Variables), slow));

        var looks = new WorktreeObserver(git, processors: 1).Begin([new(null, repository.Path, "main")]);
        Assert.True(SpinWait.SpinUntil(() => File.Exists(pid) && File.ReadAllText(pid).EndsWith('\n'), TimeSpan.FromSeconds(30)));
        using var look = Process.GetProcessById(int.Parse(File.ReadAllText(pid), CultureInfo.InvariantCulture));
        looks.Dispose();

        Assert.True(look.WaitForExit(TimeSpan.FromSeconds(30)));
    }

    private static WorktreeObserver Observer(Sandbox sandbox) =>
        new(new GitProcess(new GitEnvironment(new Dictionary<string, string>(sandbox.Variables), sandbox.GitProgram)), 2);

    private static WorktreeStatus Look(Sandbox sandbox, string path) => Observer(sandbox).Observe([new Worktree(null, path, null)])[0]!;

    private static IEnumerable<string> Paths(WorktreeStatus status, bool untracked) =>
        status.Changed.Where(c => c.Untracked == untracked).Select(c => c.Path).Order(StringComparer.Ordinal);
}
