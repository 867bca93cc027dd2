using System.Text.Json;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Doctor;

public class DoctorTests
{
    [GitTheory]
    public void A_fresh_repository_is_well(TestGit git, RepositoryFormat format)
    {
        using var repository = new DoctorRepository(git, format);

        var (found, code) = repository.Examine();

        Assert.Equal("", string.Join('\n', found));
        Assert.Equal(0, code);
    }

    [Fact]
    public void A_repository_that_is_not_opted_in_says_how_to_opt_in()
    {
        using var repository = new DoctorRepository(init: "nothing");

        var (found, code) = repository.Examine();

        Assert.Equal(["wrong opt-in: git-swarm is not enabled in app [git swarm init]"], found);
        Assert.Equal(1, code);
    }

    [Fact]
    public void A_pipe_gets_tabs_and_a_terminal_words()
    {
        using var repository = new DoctorRepository(init: "nothing");

        var piped = repository.Swarm("doctor").Output;
        repository.Sandbox.Variables["GIT_SWARM_TTY"] = "100";
        var shown = repository.Swarm("doctor").Output;

        Assert.Contains("wrong\topt-in\tgit-swarm is not enabled in app\tgit swarm init\n", piped, StringComparison.Ordinal);
        Assert.Contains("wrong  opt-in      git-swarm is not enabled in app  fix: git swarm init\n", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_copied_folder_gets_an_id_of_its_own()
    {
        using var repository = new DoctorRepository();
        repository.PlantSession("s1", "gone");
        var copy = repository.Sandbox.Path("copy");
        repository.Sandbox.Run("cp", ["-a", repository.Repository.Path, copy]).OutputOrThrow("cp");

        var (seen, dry) = repository.Examine(copy, "--dry-run");
        var (mended, code) = repository.Examine(copy);
        var (after, _) = repository.Examine(copy);

        Assert.Equal($"wrong clone: this folder is a copy of clone {repository.Clone} [git swarm doctor]", seen[0]);
        Assert.Equal(1, dry);
        Assert.Single(mended, m => m.StartsWith("mended clone: ", StringComparison.Ordinal));
        Assert.NotEqual(repository.Clone, repository.Sandbox.Git(copy, "config", "swarm.clone"));
        // The records of the original are no longer this folder's to mend.
        Assert.Single(mended);
        Assert.Equal(0, code);
        Assert.Empty(after);
    }

    [Fact]
    public void An_id_that_is_bound_to_no_directory_is_bound()
    {
        using var repository = new DoctorRepository();
        var id = repository.Clone;
        repository.Repository.Git("config", "--unset", "swarm.cloneBinding");

        Assert.StartsWith("mended clone: ", Assert.Single(repository.Examine().Found), StringComparison.Ordinal);

        Assert.Equal(id, repository.Clone);
        Assert.Empty(repository.Examine().Found);
    }

    [Fact]
    public void A_remote_that_writes_over_our_refs_is_wrong()
    {
        using var repository = new DoctorRepository();
        repository.Repository.Git("config", "remote.up.fetch", "+refs/*:refs/*");
        repository.Repository.Git("config", "remote.copy.mirror", "true");

        var (found, code) = repository.Examine();

        Assert.Equal(2, found.Count);
        Assert.Contains("'^refs/swarm/*'", found[0], StringComparison.Ordinal);
        Assert.Contains("'^refs/swarm-remote/*'", found[0], StringComparison.Ordinal);
        Assert.Contains("'copy' is a mirror", found[1], StringComparison.Ordinal);
        Assert.Equal(1, code);
    }

    [Fact]
    public void So_is_one_whose_refspec_stands_in_the_users_config()
    {
        using var repository = new DoctorRepository();
        repository.Repository.Git("config", "--global", "remote.up.fetch", "+refs/swarm/*:refs/swarm/*");

        var found = Assert.Single(repository.Examine().Found);

        Assert.StartsWith("wrong remotes: fetching from 'up' would overwrite", found, StringComparison.Ordinal);
        Assert.Contains("run: git config --add remote.up.fetch '^refs/swarm/*'", found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_git_that_is_too_old_ends_the_check_up()
    {
        using var repository = new DoctorRepository();
        var folder = repository.Sandbox.Path("old");
        var script = "mkdir \"$1\" && printf '#!/bin/sh\\necho git version 2.30.2\\n' >\"$1/git\" && chmod +x \"$1/git\"";
        repository.Sandbox.Run("sh", ["-c", script, "sh", folder]).OutputOrThrow("write a git");
        repository.Sandbox.Variables["PATH"] = folder + ":" + repository.Sandbox.Variables["PATH"];

        var run = repository.Swarm("doctor");

        Assert.Equal("wrong\tgit\t2.30 is too old\tinstall git 2.34 or newer\n", run.Output);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public void A_bad_setting_is_a_finding_and_the_other_checks_go_on()
    {
        using var repository = new DoctorRepository();
        repository.Repository.Git("config", "swarm.retention", "soon");

        var run = repository.Swarm("doctor", "--json");

        using var answer = JsonDocument.Parse(run.Output);
        var names = answer.RootElement.GetProperty("checks").EnumerateArray().Select(c => c.GetProperty("name").GetString());
        Assert.Equal("leftovers", names.Last());
        Assert.StartsWith(
            "wrong sessions: swarm.retention is no number",
            Assert.Single(repository.Examine().Found),
            StringComparison.Ordinal
        );
    }
}
