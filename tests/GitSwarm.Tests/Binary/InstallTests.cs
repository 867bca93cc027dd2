using System.Text.Json;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>What <c>install</c> and <c>uninstall</c> say and do.</summary>
[Trait("Category", "Binary")]
public sealed class InstallTests
{
    private static string Settings(Cli cli, params string[] parts) => Path.Combine([cli.Sandbox.Path("home"), .. parts]);

    [Fact]
    public void It_is_told_listed_and_undone_and_needs_no_repository()
    {
        using var cli = new Cli(init: false);
        var settings = Settings(cli, ".claude", "settings.json");
        cli.Me.Directory = cli.Sandbox.Path("home");

        var told = cli.Do("install", "claude");

        Assert.StartsWith($"write {settings}   (undo: git swarm uninstall claude)\n", told, StringComparison.Ordinal);
        Assert.Contains(Path.GetFileName(Cli.Program), File.ReadAllText(settings), StringComparison.Ordinal);
        Assert.Contains($"claude\tuser\tinstalled\t{settings}\n", cli.Do("install"), StringComparison.Ordinal);
        Assert.Contains("gemini\tuser\tabsent\t", cli.Do("uninstall"), StringComparison.Ordinal);
        cli.Do("uninstall", "claude");
        Assert.False(Directory.Exists(Path.GetDirectoryName(settings)));
        Assert.Contains("nothing of git-swarm is in it", cli.Do("uninstall", "claude"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_dry_run_shows_a_diff_that_patch_takes()
    {
        using var cli = new Cli(init: false);
        cli.Me.Write(".claude/settings.json", "{\n  \"model\": \"x\"\n}\n");
        var file = Path.Combine(cli.Repository.Path, ".claude", "settings.json");
        var before = File.ReadAllText(file);

        var shown = cli.Do("install", "claude", "--scope", "project", "--dry-run");

        Assert.Equal(before, File.ReadAllText(file));
        Assert.StartsWith("would add to ", shown, StringComparison.Ordinal);
        Assert.Contains("\n-  \"model\": \"x\"\n+  \"model\": \"x\",\n+  \"hooks\": {\n", shown, StringComparison.Ordinal);
        var body = cli.Me.Json("install", "claude", "--scope", "project", "--dry-run").GetProperty("steps")[0];
        Assert.Contains("+  \"hooks\": {", body.GetProperty("diff").EnumerateArray().Select(l => l.GetString()));
        cli.Do("install", "claude", "--scope", "project");
        var after = File.ReadAllText(file);
        Assert.Contains("\"command\": \"git-swarm\"", after, StringComparison.Ordinal);
        File.WriteAllText(file, before);
        cli.Me.Write("change.diff", shown);
        Assert.True(cli.Me.Git("apply", "--unsafe-paths", "-p" + (file.Count(c => c == '/') - 1), "change.diff").Ok);
        Assert.Equal(after, File.ReadAllText(file));
    }

    [Fact]
    public void Waking_is_installed_where_the_config_says_so()
    {
        using var cli = new Cli();
        cli.Repository.Git("config", "swarm.wake", "yes");

        cli.Do("install", "claude", "--scope", "local", "--statusline");

        var settings = JsonDocument
            .Parse(File.ReadAllText(Path.Combine(cli.Repository.Path, ".claude", "settings.local.json")))
            .RootElement;
        var waiter = settings.GetProperty("hooks").GetProperty("Stop")[1].GetProperty("hooks")[0];
        Assert.Equal("""["hook", "claude", "--wake"]""", waiter.GetProperty("args").GetRawText());
        Assert.True(waiter.GetProperty("asyncRewake").GetBoolean());
        Assert.EndsWith("/git-swarm' statusline", settings.GetProperty("statusLine").Text("command"), StringComparison.Ordinal);
        cli.Repository.Git("config", "--unset", "swarm.wake");
        cli.Do("install", "claude", "--scope", "local");
        Assert.DoesNotContain(
            "--wake",
            File.ReadAllText(Path.Combine(cli.Repository.Path, ".claude", "settings.local.json")),
            StringComparison.Ordinal
        );
        cli.Do("uninstall", "claude", "--scope", "local");
        Assert.False(Directory.Exists(Path.Combine(cli.Repository.Path, ".claude")));
    }

    [Fact]
    public void Init_installs_in_a_client_too_and_doctor_knows_of_it()
    {
        using var cli = new Cli(init: false);

        Assert.Equal(129, cli.Run("init", "--client", "nobody").ExitCode);
        Assert.DoesNotContain("swarm.enabled", File.ReadAllText(Path.Combine(cli.GitDir, "config")), StringComparison.Ordinal);
        var told = cli.Do("init", "--client", "codex", "--client", "gemini");

        Assert.Contains("that you trust these hooks", told, StringComparison.Ordinal);
        Assert.Contains("ok\tclients\tinstalled in codex (user), gemini (user)", cli.Run("doctor").Output, StringComparison.Ordinal);
        var settings = Settings(cli, ".gemini", "settings.json");
        var program = JsonDocument.Parse(File.ReadAllText(settings)).RootElement.GetProperty("hooks").GetProperty("AfterTool")[0];
        var command = program.GetProperty("hooks")[0].Text("command");
        File.WriteAllText(settings, File.ReadAllText(settings).Replace(command, "'/gone/git-swarm' hook gemini", StringComparison.Ordinal));
        Assert.Contains("/gone/git-swarm, which is gone\tgit swarm install gemini", cli.Run("doctor").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'nobody'", "install", "nobody")]
    [InlineData("no scope 'x'", "install", "claude", "--scope", "x")]
    [InlineData("codex has no settings of scope 'local'", "install", "codex", "--scope", "local")]
    [InlineData("no status line for gemini", "install", "gemini", "--statusline")]
    public void What_there_is_not_is_refused(string said, params string[] arguments)
    {
        using var cli = new Cli(init: false);

        var refused = cli.Run(arguments);

        Assert.Equal(129, refused.ExitCode);
        Assert.Contains(said, refused.Error, StringComparison.Ordinal);
    }
}
