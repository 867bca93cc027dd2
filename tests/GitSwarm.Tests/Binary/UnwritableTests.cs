using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>Disks that are full and repositories that belong to somebody else.</summary>
[Trait("Category", "Binary")]
public sealed class UnwritableTests : IDisposable
{
    private readonly Cli cli = new();
    private readonly string mount;

    public UnwritableTests() => mount = cli.Sandbox.Path("disk");

    public void Dispose()
    {
        if (Directory.Exists(mount))
        {
            // Lazily, for what was started in it may take a moment to end.
            cli.Sandbox.Run("umount", ["--lazy", mount]);
        }
        cli.Dispose();
    }

    [RootFact]
    public void A_full_disk_is_named_and_nothing_is_half_done()
    {
        cli.Do("join", "--name", "early");
        Directory.CreateDirectory(mount);
        cli.Sandbox.Run("mount", ["-t", "tmpfs", "-o", "size=4m", "tmpfs", mount]).OutputOrThrow("mount");
        var app = Path.Combine(mount, "app");
        cli.Sandbox.Run("cp", ["-a", cli.Repository.Path, app]).OutputOrThrow("cp");
        cli.Me.Directory = app;
        cli.Do("focus", "before");
        // Whoever claims takes a turn, by an empty file that is made for the first and stays.
        cli.Do("touch", "before");
        Fill(Path.Combine(mount, "ballast"));
        var before = GitDirListing.Of(Path.Combine(app, ".git"));

        foreach (var command in new string[][] { ["focus", "after"], ["join", "--name", "late"], ["touch", "a"], ["leave"], ["mute"] })
        {
            var finished = cli.Run(command);

            AssertRefused(finished);
            Assert.Contains("space", finished.Error, StringComparison.Ordinal);
        }
        Assert.Equal(before, GitDirListing.Of(Path.Combine(app, ".git")));

        File.Delete(Path.Combine(mount, "ballast"));
        cli.Do("focus", "after");
        Assert.Equal("after\n", cli.Do("focus"));
    }

    [RootFact]
    public void An_agent_that_found_no_room_to_be_launched_leaves_no_files()
    {
        Directory.CreateDirectory(mount);
        cli.Sandbox.Run("mount", ["-t", "tmpfs", "-o", "size=4m", "tmpfs", mount]).OutputOrThrow("mount");
        var app = Path.Combine(mount, "app");
        cli.Sandbox.Run("cp", ["-a", cli.Repository.Path, app]).OutputOrThrow("cp");
        cli.Me.Directory = app;
        cli.Do("join", "--name", "lead");
        string[] spawn = ["spawn", "--background", "--runner", "command:true", "-p", new string('x', 20_000)];
        var runs = Directory.CreateDirectory(Path.Combine(app, ".git", "swarm", "runs"));
        var ballast = Path.Combine(mount, "ballast");
        Fill(ballast);

        // A little more room each time, so that it runs out at one file after the other; much more later, for what git wrote of its
        // blobs stays until it prunes them.
        var (refused, ok) = (0, false);
        for (; !ok && refused < 100; refused++)
        {
            var finished = cli.Run(spawn);
            ok = finished.Ok;
            if (!ok)
            {
                AssertRefused(finished);
                Assert.Empty(runs.EnumerateFileSystemInfos().Select(f => f.Name));
                using var shorter = new FileStream(ballast, FileMode.Open, FileAccess.Write);
                shorter.SetLength(shorter.Length - ((refused < 15 ? 1 : 32) * 4096));
            }
        }

        Assert.True(ok && refused > 5, $"refused {refused} times");
        var run = Path.GetFileNameWithoutExtension(Assert.Single(runs.EnumerateFiles("*.jsonl")).Name);
        cli.Do("wait", "--for", $"run:{run}", "--timeout", "60s");
    }

    [RootFact]
    public void A_disk_too_full_to_opt_in_is_named()
    {
        Directory.CreateDirectory(mount);
        cli.Sandbox.Run("mount", ["-t", "tmpfs", "-o", "size=4m", "tmpfs", mount]).OutputOrThrow("mount");
        cli.Do("deinit", "--purge");
        var app = Path.Combine(mount, "app");
        cli.Sandbox.Run("cp", ["-a", cli.Repository.Path, app]).OutputOrThrow("cp");
        cli.Me.Directory = app;
        Fill(Path.Combine(mount, "ballast"));
        var before = GitDirListing.Of(Path.Combine(app, ".git"));

        var finished = cli.Run("init");

        AssertRefused(finished);
        Assert.Equal(before, GitDirListing.Of(Path.Combine(app, ".git")));
    }

    [RootFact]
    public void Somebody_who_may_only_read_sees_everything_and_writes_nothing()
    {
        cli.Do("join", "--name", "owner", "--task", "the roof");
        Share();
        var before = GitDirListing.Of(cli.GitDir);

        var status = Nobody("status");
        Assert.Contains("the roof", status.OutputOrThrow("status"), StringComparison.Ordinal);
        Assert.Contains("owner", Nobody("worktrees").OutputOrThrow("worktrees"), StringComparison.Ordinal);
        Assert.True(Nobody("gc", "--dry-run").Ok);

        foreach (var command in new string[][] { ["join"], ["touch", "a"], ["gc"], ["init", "--remote", "r"], ["deinit"] })
        {
            AssertRefused(Nobody(command));
        }
        Assert.Equal(before, GitDirListing.Of(cli.GitDir));
    }

    [RootFact]
    public void A_config_one_may_not_read_is_named()
    {
        Share();
        var config = Path.Combine(cli.GitDir, "config");
        File.SetUnixFileMode(config, UnixFileMode.None);

        var finished = Nobody("status");

        AssertRefused(finished);
        Assert.Contains(config, finished.Error, StringComparison.Ordinal);
    }

    private void Share()
    {
        cli.Sandbox.Git(cli.Repository.Path, "remote", "add", "r", "../r");
        cli.Sandbox.Run("chmod", ["-R", "a+rX", cli.Sandbox.Root]).OutputOrThrow("chmod");
        File.WriteAllText(cli.Sandbox.Variables["GIT_CONFIG_GLOBAL"], "[safe]\n\tdirectory = *\n");
        File.SetUnixFileMode(
            cli.Sandbox.Variables["GIT_CONFIG_GLOBAL"],
            UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead
        );
    }

    // A session of their own: that of the repository's owner would find nothing to write.
    private Finished Nobody(params string[] arguments) =>
        cli.Sandbox.Run(
            "setpriv",
            ["--reuid=65534", "--regid=65534", "--clear-groups", Cli.Program, .. arguments],
            cli.Repository.Path,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["GIT_SWARM_SESSION"] = "visitor" }
        );

    private static void Fill(string path)
    {
        using var ballast = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1);
        var block = new byte[4096];
        try
        {
            while (true)
            {
                ballast.Write(block);
                ballast.Flush();
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    private static void AssertRefused(Finished finished)
    {
        Assert.True(finished.ExitCode == 128, $"{finished.ExitCode} {finished.Output}{finished.Error}");
        Assert.Empty(finished.Output);
        Assert.Equal(2, finished.Error.TrimEnd('\n').Split('\n').Length);
        Assert.StartsWith("error: ", finished.Error, StringComparison.Ordinal);
        // A key of a message text that is not there.
        Assert.DoesNotMatch("[a-z]_[A-Z]", finished.Error);
        Assert.Contains("hint: ", finished.Error, StringComparison.Ordinal);
    }
}
