using GitSwarm.Git;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Git;

public class WorktreeListTests
{
    [GitTheory]
    public void The_list_is_that_of_git(TestGit git, RepositoryFormat format)
    {
        using var sandbox = new Sandbox(git);
        var repository = TestRepository.Create(sandbox, format: format);
        var one = repository.AddWorktree("one", "feat/login");
        var two = repository.AddWorktree("two", "topic");
        sandbox.Git(two, "checkout", "--quiet", "--detach");

        Assert.Equal(AsGitLists(sandbox, repository.Path, format), Show(repository.Path, format));
        Assert.Equal(AsGitLists(sandbox, one, format), Show(one, format));
    }

    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Reftable)]
    public void The_branch_of_the_work_tree_at_hand_is_known_everywhere(TestGit git, RepositoryFormat format)
    {
        using var sandbox = new Sandbox(git);
        var repository = TestRepository.Create(sandbox, format: format);
        var linked = repository.AddWorktree("linked", "feat/login");

        Assert.Equal("main", Branch(sandbox, repository.Path));
        Assert.Equal("feat/login", Branch(sandbox, linked));
        sandbox.Git(linked, "checkout", "--quiet", "--detach");
        Assert.Null(Branch(sandbox, linked));
    }

    [Fact]
    public void A_worktree_keeps_its_id_when_it_moves()
    {
        using var sandbox = new Sandbox();
        var repository = TestRepository.Create(sandbox);
        var before = repository.AddWorktree("before", "topic");
        repository.Git("worktree", "move", before, sandbox.Path("after"));

        var moved = Worktree.List(Find(repository.Path)).Single(w => w.Id is not null);

        Assert.Equal(new Worktree("before", sandbox.Path("after"), "topic"), moved);
        Assert.True(moved.Exists);
        Assert.Equal("before", Find(moved.Path).WorktreeId);
    }

    [Theory]
    [InlineData("\0\0\0\0\0\0\0\0")]
    [InlineData("a\0b/.git\n")]
    public void One_whose_path_is_no_text_is_nowhere(string text)
    {
        using var sandbox = new Sandbox();
        var repository = TestRepository.Create(sandbox);
        repository.AddWorktree("linked", "topic");
        File.WriteAllText(Path.Combine(repository.Path, ".git", "worktrees", "linked", "gitdir"), text);

        Assert.Equal([repository.Path], Worktree.List(Find(repository.Path)).Select(w => w.Path));
    }

    [GitTheory(RepositoryFormat.Files)]
    public void Relative_paths_lead_to_the_same_place(TestGit git, RepositoryFormat format)
    {
        using var sandbox = new Sandbox(git);
        var repository = TestRepository.Create(sandbox, format: format);
        // Older gits ignore the setting, and write absolute paths.
        repository.Git("config", "worktree.useRelativePaths", "true");
        var linked = repository.AddWorktree("linked", "topic");

        Assert.Equal([repository.Path, linked], Worktree.List(Find(repository.Path)).Select(w => w.Path));
        Assert.Equal((linked, "linked"), (Find(linked).WorkTree, Find(linked).WorktreeId));
        Assert.Equal(Path.Combine(repository.Path, ".git"), Find(linked).CommonDir);
    }

    [Fact]
    public void A_head_that_is_a_symbolic_link_names_its_branch()
    {
        using var sandbox = new Sandbox();
        var repository = TestRepository.Create(sandbox);
        // As git wrote it with core.preferSymlinkRefs.
        var head = Path.Combine(repository.Path, ".git", "HEAD");
        File.Delete(head);
        File.CreateSymbolicLink(head, "refs/heads/main");

        Assert.Equal("main", Branch(sandbox, repository.Path));
        Assert.Equal("main", Worktree.BranchIn(repository.Path));
        File.CreateSymbolicLink(Path.Combine(repository.Path, ".git", "unborn"), "refs/heads/unborn");
        File.Move(Path.Combine(repository.Path, ".git", "unborn"), head, overwrite: true);
        Assert.Equal("unborn", Branch(sandbox, repository.Path));
    }

    [Fact]
    public void A_removed_directory_is_listed_as_gone()
    {
        using var sandbox = new Sandbox();
        var repository = TestRepository.Create(sandbox);
        Directory.Delete(repository.AddWorktree("linked", "topic"), recursive: true);

        Assert.Equal([true, false], Worktree.List(Find(repository.Path)).Select(w => w.Exists));
        repository.Git("worktree", "prune");
        Assert.Single(Worktree.List(Find(repository.Path)));
    }

    private static Repository Find(string path) => RepositoryDiscovery.Find(path, _ => null)!;

    private static string? Branch(Sandbox sandbox, string path)
    {
        var process = new GitProcess(new GitEnvironment(new Dictionary<string, string>(sandbox.Variables), sandbox.GitProgram));
        return Worktree.CurrentBranch(Find(path), new SwarmGit(process, Find(path)));
    }

    private static IEnumerable<string> Show(string path, RepositoryFormat format) =>
        Worktree.List(Find(path)).Select(w => $"{w.Path} {(format == RepositoryFormat.Reftable ? "" : w.Branch)}");

    private static List<string> AsGitLists(Sandbox sandbox, string path, RepositoryFormat format)
    {
        var blocks = sandbox.Git(path, "worktree", "list", "--porcelain").Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        return
        [
            .. blocks
                .Select(b => b.Split('\n'))
                .Where(b => !b.Contains("bare"))
                .Select(b => (Path: b[0]["worktree ".Length..], Branch: b.FirstOrDefault(l => l.StartsWith("branch refs/heads/"))))
                .Select(b => $"{b.Path} {(format == RepositoryFormat.Reftable ? "" : b.Branch?["branch refs/heads/".Length..])}"),
        ];
    }
}
