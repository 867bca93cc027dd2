using GitSwarm.Agents.Worktrees;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Agents.Worktrees;

/// <summary>What <c>.worktreeinclude</c> brings along.</summary>
public sealed class IncludedFilesTests : IDisposable
{
    private readonly WorktreeScene scene = new();

    public void Dispose() => scene.Dispose();

    [Fact]
    public void Ignored_files_its_patterns_match_and_no_others()
    {
        scene.List("*.env\n/secrets/\nbuild", "*.env\n!no.env\nsecrets/**\nREADME.md\nloose.txt");
        scene.User.Write(".env", "1");
        scene.User.Write("no.env", "2");
        scene.User.Write("src/deep/a \"b\"\nü.env", "3");
        scene.User.Write("secrets/key.pem", "4");
        scene.User.Write("build/out.o", "5");
        scene.User.Write("loose.txt", "6");

        var worktree = scene.Make();

        Assert.Equal(
            [".env", "secrets/key.pem", "src/deep/a \"b\"\nü.env"],
            worktree.Copied!.Select(c => c.Path).Order(StringComparer.Ordinal)
        );
        Assert.All(worktree.Copied!, c => Assert.Equal(File.ReadAllText(Of(scene.User.Path, c)), File.ReadAllText(Of(worktree.Path, c))));
        Assert.All(worktree.Copied!, c => Assert.Equal(scene.User.Git("hash-object", "--no-filters", "--", c.Path), c.Hash));
        Assert.False(File.Exists(Path.Combine(worktree.Path, "loose.txt")));
        Assert.Null(worktree.Notes);
    }

    [Fact]
    public void Modes_and_links_as_they_are()
    {
        scene.List("/tools/\nlink\nout", "/tools/\nlink\nout");
        scene.User.Write("tools/run.sh", "#!/bin/sh\n");
        File.SetUnixFileMode(Path.Combine(scene.User.Path, "tools/run.sh"), (UnixFileMode)0b111_000_000);
        File.SetUnixFileMode(Path.Combine(scene.User.Path, "tools"), (UnixFileMode)0b111_000_101);
        File.CreateSymbolicLink(Path.Combine(scene.User.Path, "link"), "../nowhere");
        Directory.CreateDirectory(scene.Sandbox.Path("outside"));
        File.WriteAllText(scene.Sandbox.Path("outside", "f"), "x");
        Directory.CreateSymbolicLink(Path.Combine(scene.User.Path, "out"), scene.Sandbox.Path("outside"));

        var worktree = scene.Make();

        Assert.Equal((UnixFileMode)0b111_000_000, File.GetUnixFileMode(Path.Combine(worktree.Path, "tools/run.sh")));
        Assert.Equal((UnixFileMode)0b111_000_101, File.GetUnixFileMode(Path.Combine(worktree.Path, "tools")));
        Assert.Equal("../nowhere", new FileInfo(Path.Combine(worktree.Path, "link")).LinkTarget);
        Assert.Equal(scene.Sandbox.Path("outside"), new FileInfo(Path.Combine(worktree.Path, "out")).LinkTarget);
        Assert.Equal(["link", "out", "tools/run.sh"], worktree.Copied!.Select(c => c.Path).Order(StringComparer.Ordinal));
        Assert.Equal("../nowhere", worktree.Copied!.Single(c => c.Path == "link").Link);
    }

    [Fact]
    public void A_list_that_never_ends_is_left_out_and_told()
    {
        scene.User.Write(".env", "1");
        scene.User.Write(".gitignore", ".env\n");
        File.CreateSymbolicLink(Path.Combine(scene.User.Path, ".worktreeinclude"), "/dev/zero");

        var worktree = scene.Make();

        Assert.Equal([".worktreeinclude is left out: it is no ordinary file, or a link that leads nowhere"], worktree.Notes!);
        Assert.False(File.Exists(Path.Combine(worktree.Path, ".env")));
    }

    [Fact]
    public void Nothing_that_is_there_is_overwritten_and_no_link_followed_out()
    {
        Directory.CreateDirectory(scene.Sandbox.Path("outside"));
        Directory.CreateSymbolicLink(Path.Combine(scene.User.Path, "conf"), scene.Sandbox.Path("outside"));
        scene.User.Write("there.env", "of the commit");
        scene.User.Commit("A link, and a file that will be ignored");
        scene.List("*.env", "*.env");
        File.Delete(Path.Combine(scene.User.Path, "conf"));
        scene.User.Git("rm", "--quiet", "--cached", "there.env");
        scene.User.Write("there.env", "of the user");
        scene.User.Write("conf/in.env", "secret");

        var worktree = scene.Make();

        Assert.Equal("of the commit", File.ReadAllText(Path.Combine(worktree.Path, "there.env")));
        Assert.Empty(Directory.GetFiles(scene.Sandbox.Path("outside")));
        Assert.Equal(["1 files of .worktreeinclude cannot be copied, such as conf/in.env"], worktree.Notes!);
    }

    [Fact]
    public void The_setup_finds_the_copies_and_what_it_makes_of_them_is_the_start()
    {
        scene.List("*.env", "*.env");
        scene.User.Write(".env", "PORT=1\n");
        scene.User.Git("config", "swarm.worktreeSetup", "grep -q PORT=1 .env && echo PORT=2 >.env && echo x >made.env");

        var worktree = scene.Make();

        Assert.Equal("PORT=2\n", File.ReadAllText(Path.Combine(worktree.Path, ".env")));
        Assert.Equal([".env", "made.env"], worktree.Copied!.Select(c => c.Path).Order(StringComparer.Ordinal));
        Assert.True(scene.Goes(worktree));
    }

    [Fact]
    public void There_is_an_end_to_it()
    {
        scene.List("many", "many");
        for (var i = 0; i < FileCopying.MostFiles + 5; i++)
        {
            scene.User.Write($"many/{i}", "x");
        }

        var worktree = scene.Make();

        Assert.Equal(FileCopying.MostFiles, worktree.Copied!.Count);
        Assert.Equal(["5 files of .worktreeinclude not copied: more than 2000 files or 256 MiB"], worktree.Notes!);
        Assert.True(scene.Goes(worktree));
    }

    [Fact]
    public void Nor_one_file_that_is_too_large()
    {
        scene.List("*.env", "*.env");
        scene.User.Write("a.env", "x");
        using (var file = File.Create(Path.Combine(scene.User.Path, "large.env")))
        {
            file.SetLength(FileCopying.MostBytes);
        }

        var worktree = scene.Make();

        Assert.Equal("a.env", Assert.Single(worktree.Copied!).Path);
        Assert.Single(worktree.Notes!);
    }

    private static string Of(string top, CopiedFile file) => Path.Combine(top, file.Path);
}
