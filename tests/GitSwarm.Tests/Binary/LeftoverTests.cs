using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>Lock files of a writer that was killed block nobody for good.</summary>
[Trait("Category", "Binary")]
public sealed class LeftoverTests
{
    [Theory]
    [InlineData("refs/swarm/sessions/CLONE/SESSION.lock", "focus", "x")]
    [InlineData("refs/swarm/sessions/CLONE/SESSION.lock", "leave")]
    [InlineData("config.lock", "init")]
    [InlineData("config.lock", "deinit", "--purge")]
    [InlineData("packed-refs.lock", "deinit", "--purge")]
    [InlineData("refs/swarm/sessions/CLONE/SESSION.lock", "deinit", "--purge")]
    public void An_old_lock_is_taken_away(string path, params string[] arguments)
    {
        using var cli = new Cli();
        var id = cli.Me.Json("join").Text("id");
        var clone = cli.Repository.Git("config", "swarm.clone");
        if (arguments[0] == "init")
        {
            cli.Do("deinit");
        }
        cli.Repository.Git("pack-refs", "--all");
        var file = Path.Combine(
            cli.GitDir,
            path.Replace("CLONE", clone, StringComparison.Ordinal).Replace("SESSION", id, StringComparison.Ordinal)
        );
        Plant(file);

        var finished = cli.Run(arguments);

        Assert.True(finished.Ok, finished.Error);
        Assert.False(File.Exists(file));
    }

    [GitTheory(RepositoryFormat.Reftable)]
    public void An_old_lock_of_the_whole_reftable_store_is_taken_away(TestGit git, RepositoryFormat format)
    {
        using var cli = new Cli(git, format);
        cli.Do("join");
        Plant(Path.Combine(cli.GitDir, "reftable", "tables.list.lock"));

        cli.Do("focus", "on");

        Assert.True(cli.Sandbox.Run("git", ["commit", "--allow-empty", "-m", "x"], cli.Repository.Path).Ok);
    }

    [Theory]
    [InlineData("config.lock", "deinit")]
    [InlineData("packed-refs.lock", "deinit", "--purge")]
    public void A_young_lock_is_respected(string path, params string[] arguments)
    {
        using var cli = new Cli();
        cli.Do("join");
        cli.Repository.Git("pack-refs", "--all");
        var file = Path.Combine(cli.GitDir, path);
        File.WriteAllText(file, "");

        var finished = cli.Run(arguments);

        Assert.Equal(128, finished.ExitCode);
        Assert.Contains("hint: ", finished.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(file));
    }

    private static void Plant(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "");
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddMinutes(-2));
    }
}
