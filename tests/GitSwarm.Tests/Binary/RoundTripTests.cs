using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>After <c>init</c> and <c>deinit --purge</c> a repository is, byte for byte, what it was.</summary>
[Trait("Category", "Binary")]
public sealed class RoundTripTests
{
    private const string Core = "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = false\n";

    [GitTheory]
    public void Nothing_is_left_whatever_the_repository_is_like(TestGit git, RepositoryFormat format)
    {
        using var cli = new Cli(git, format, init: false);
        var ui = cli.UserOn("ui");
        cli.Sandbox.Git(cli.Repository.Path, "pack-refs", "--all");
        var before = State(cli);

        cli.Do("init");
        ui.Do("join", "--task", "t");
        ui.Do("touch", "README.md");
        cli.Do("join", "--name", "other");
        cli.Do("leave");
        cli.Do("gc");
        // Not every byte: housekeeping that leaving started may be at work.
        Assert.NotEqual("", cli.Sandbox.Git(cli.Repository.Path, "for-each-ref", "refs/swarm"));
        cli.Do("deinit", "--purge");

        Assert.Equal(before, State(cli));
        Assert.Equal(128, ui.Run("status").ExitCode);
    }

    public static TheoryData<string, string> Configs =>
        new()
        {
            { "as git writes it", Core },
            { "without a last line end", Core.TrimEnd('\n') },
            { "with CRLF", Core.Replace("\n", "\r\n", StringComparison.Ordinal) },
            { "with CRLF but at the end", Core.Replace("\n", "\r\n", StringComparison.Ordinal).TrimEnd() },
            { "oddly spaced", "; mine\n[core] bare=false # c\n  repositoryformatversion   =    0\n\n\n[user]name=x\n\n" },
            { "with swarm keys of the user's", Core + "[swarm]\n\thost = laptop ; mine\n  retention=3d\n[user]\n\tname = x\n" },
            { "with a swarm section at the end, no line end", Core + "[swarm]\n\thost = laptop" },
            { "with an empty swarm section", Core + "[swarm]\n[user]\n\tname = x\n" },
            { "with a subsection", Core + "[Swarm \"deep\"]\n\tx = y\n[SWARM]\n\tName = n\n" },
            { "switched off by hand", Core + "[swarm]\n\tenabled = false\n\tremote = origin\n" },
            { "in UTF-8 with a mark", "\ufeff" + Core },
        };

    [Theory]
    [MemberData(nameof(Configs))]
    public void The_config_keeps_its_form(string name, string text)
    {
        foreach (var git in new[] { Gits.System, Gits.Newest }.DistinctBy(g => g.Program))
        {
            using var cli = new Cli(git, init: false);
            var config = Path.Combine(cli.GitDir, "config");
            var bytes = System.Text.Encoding.UTF8.GetBytes(text);
            File.WriteAllBytes(config, bytes);
            var before = State(cli);

            cli.Do("init");
            Assert.Equal("true", cli.Sandbox.Git(cli.Repository.Path, "config", "swarm.enabled"));
            cli.Do("init");
            cli.Do("deinit", "--purge");

            var after = File.ReadAllBytes(config);
            Assert.True(bytes.AsSpan().SequenceEqual(after), $"{git} {name}: {System.Text.Encoding.UTF8.GetString(after)}");
            Assert.Equal(before, State(cli));
        }
    }

    [Fact]
    public void What_the_user_changed_in_between_stays_changed()
    {
        using var cli = new Cli(init: false);
        var config = Path.Combine(cli.GitDir, "config");
        File.WriteAllText(config, Core.TrimEnd('\n'));
        cli.Do("init");
        cli.Repository.Git("config", "user.signingKey", "k");

        cli.Do("deinit", "--purge");

        Assert.Equal(Core + "[user]\n\tsigningKey = k\n", File.ReadAllText(config));
    }

    [Fact]
    public void A_config_kept_for_later_is_not_readable_to_more_people_than_the_config()
    {
        using var cli = new Cli(init: false);
        var config = Path.Combine(cli.GitDir, "config");
        File.WriteAllText(config, Core.TrimEnd('\n'));
        File.SetUnixFileMode(config, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        cli.Do("init");

        var kept = Path.Combine(cli.GitDir, "swarm", "config.original");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(kept));
        cli.Do("deinit", "--purge");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(config));
    }

    [GitTheory(RepositoryFormat.Files)]
    public void A_repository_without_a_hooks_directory_has_none_afterwards(TestGit git, RepositoryFormat format)
    {
        using var cli = new Cli(git, format, init: false);
        Directory.Delete(Path.Combine(cli.GitDir, "hooks"), recursive: true);
        var before = State(cli);

        cli.Do("init");
        cli.Do("deinit", "--purge");

        Assert.Equal(before, State(cli));
    }

    [GitTheory(RepositoryFormat.Files)]
    public void Hooks_of_the_users_are_left_alone(TestGit git, RepositoryFormat format)
    {
        using var cli = new Cli(git, format, init: false);
        var hook = Path.Combine(cli.GitDir, "hooks", "pre-commit");
        Directory.CreateDirectory(Path.GetDirectoryName(hook)!);
        File.WriteAllText(hook, "#!/bin/sh\n# mine\nexit 0\n");
        File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var before = State(cli);

        cli.Do("init", "--chain");
        cli.Do("deinit", "--purge");

        Assert.Equal(before, State(cli));
    }

    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Bare)]
    public void Opting_in_and_out_works_from_a_linked_work_tree(TestGit git, RepositoryFormat format)
    {
        using var cli = new Cli(git, format, init: false);
        var ui = cli.UserOn("ui");
        var before = State(cli);

        ui.Do("init");
        cli.Do("join", "--name", "m");
        Assert.Equal("m", ui.Names());
        ui.Do("deinit", "--purge");

        Assert.Equal(before, State(cli));
    }

    [Fact]
    public void Deinit_alone_keeps_the_records_for_the_next_init()
    {
        using var cli = new Cli();
        cli.Do("join", "--name", "keeper");

        cli.Do("deinit");
        Assert.Equal(128, cli.Run("status").ExitCode);
        cli.Do("init");

        Assert.Equal("keeper", cli.Me.Names());
    }

    // Tables of the reftable store are written anew by any change; the refs in them are compared instead.
    private static string State(Cli cli) =>
        GitDirListing.Of(cli.GitDir, "reftable")
        + "\n"
        + cli.Sandbox.Git(cli.Repository.Path, "for-each-ref")
        + "\n"
        + string.Join(' ', Directory.GetFiles(Path.Combine(cli.GitDir, "objects", "pack"), "*.keep"));
}
