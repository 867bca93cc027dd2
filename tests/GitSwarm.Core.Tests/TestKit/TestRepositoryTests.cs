using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.TestKit;

public class TestRepositoryTests
{
    [GitTheory]
    public void Every_format_has_one_commit_on_main(TestGit git, RepositoryFormat format)
    {
        using var sandbox = new Sandbox(git);

        var repository = TestRepository.Create(sandbox, format: format);

        Assert.Equal("1", repository.Git("rev-list", "--count", "main"));
        Assert.Equal(format == RepositoryFormat.Sha256 ? 64 : 40, repository.Git("rev-parse", "main").Length);
        Assert.Equal(format == RepositoryFormat.Bare ? "true" : "false", repository.Git("rev-parse", "--is-bare-repository"));
        Assert.Equal(
            format == RepositoryFormat.Reftable,
            Directory.GetFiles(sandbox.Root, "tables.list", SearchOption.AllDirectories).Length > 0
        );
    }

    [GitTheory]
    public void A_linked_work_tree_is_on_its_branch(TestGit git, RepositoryFormat format)
    {
        using var sandbox = new Sandbox(git);
        var repository = TestRepository.Create(sandbox, format: format);

        var path = repository.AddWorktree("app.ui", "ui/fixes");

        Assert.Equal("ui/fixes", sandbox.Git(path, "branch", "--show-current"));
        Assert.Equal("", sandbox.Git(path, "status", "--porcelain"));
    }

    [Fact]
    public void A_copy_is_clean_and_commits_have_the_same_id_every_time()
    {
        Assert.Equal(Build(), Build());

        static string Build()
        {
            using var sandbox = new Sandbox();
            var repository = TestRepository.Create(sandbox);
            Assert.Equal("", repository.Git("diff-files"));
            repository.Write("src/new/file.js", "new\n");
            return repository.Commit("Add a file");
        }
    }

    [Fact]
    public void The_chosen_git_is_found_by_programs_too()
    {
        using var sandbox = new Sandbox(Gits.Newest);

        var said = sandbox.Run("sh", ["-c", "git --version"]).Output;

        Assert.Equal(sandbox.Run(Gits.Newest.Program, ["--version"]).Output, said);
    }
}
