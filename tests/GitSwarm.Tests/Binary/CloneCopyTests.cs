using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>A copied folder, and a config that came from elsewhere: a clone's id is its own.</summary>
[Trait("Category", "Binary")]
public sealed class CloneCopyTests
{
    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Reftable)]
    public void A_copied_folder_gets_an_id_of_its_own_and_neither_ends_the_others_sessions(TestGit git, RepositoryFormat format)
    {
        using var cli = new Cli(git, format);
        cli.Do("join", "--name", "original");
        var id = CloneOf(cli, cli.Repository.Path);
        var copy = cli.Sandbox.Path("copy");
        cli.Sandbox.Run("cp", ["-a", cli.Repository.Path, copy]).OutputOrThrow("cp");
        var other = cli.User(copy);

        Assert.Equal(id, CloneOf(cli, copy));
        var seen = other.Sessions();
        Assert.False(seen["original"].GetProperty("local").GetBoolean(), "it works in the other folder");
        Assert.Equal(id, CloneOf(cli, copy));

        other.Do("join", "--name", "copied");
        Assert.NotEqual(id, CloneOf(cli, copy));
        Assert.Equal(id, CloneOf(cli, cli.Repository.Path));
        other.Do("gc");
        cli.Do("gc");
        Assert.Equal("original", cli.Me.Names());
        Assert.Equal("copied original", other.Names());

        other.Do("leave");
        cli.Do("focus", "on");
        Assert.Equal("original", cli.Me.Names());
        cli.Me.Die();
        other.Do("gc");
        Assert.Equal("original", other.Names());
    }

    [Fact]
    public void A_moved_folder_keeps_its_id_and_its_sessions()
    {
        using var cli = new Cli();
        cli.Do("join", "--name", "mover");
        var id = CloneOf(cli, cli.Repository.Path);
        var moved = cli.Sandbox.Path("moved");
        Directory.Move(cli.Repository.Path, moved);
        cli.Me.Directory = moved;

        cli.Do("focus", "unpacking");

        Assert.Equal(id, CloneOf(cli, moved));
        Assert.Equal("unpacking", cli.Me.Sessions()["mover"].Text("task"));
        Assert.Equal(moved, cli.Me.Sessions()["mover"].Text("worktree"));
    }

    [Fact]
    public void A_config_templated_from_another_clone_gets_an_id_of_its_own()
    {
        using var cli = new Cli();
        cli.Do("join");
        var templated = cli.Sandbox.Path("templated");
        cli.Sandbox.Git(cli.Sandbox.Root, "init", "--quiet", templated);
        File.Copy(Path.Combine(cli.GitDir, "config"), Path.Combine(templated, ".git", "config"), overwrite: true);
        var other = cli.User(templated);

        other.Do("init");

        Assert.NotEqual(CloneOf(cli, cli.Repository.Path), CloneOf(cli, templated));
        other.Do("join", "--name", "fresh");
        Assert.Equal("fresh", other.Names());
    }

    private static string CloneOf(Cli cli, string directory) => cli.Sandbox.Git(directory, "config", "--local", "swarm.clone");
}
