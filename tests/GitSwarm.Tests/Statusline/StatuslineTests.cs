using GitSwarm.TestKit;
using GitSwarm.Tests.Binary;
using GitSwarm.Tests.Guards;
using Xunit;

namespace GitSwarm.Tests.Statusline;

using Cli = GitSwarm.Tests.Binary.Cli;

/// <summary>What <c>statusline</c> says, and when it says nothing.</summary>
[Trait("Category", "Binary")]
public sealed class StatuslineTests : IDisposable
{
    private const string Mine = "a058d96d-5c57-4e7a-af36-6983b9b09c3d";
    private readonly Cli cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public void Peers_own_claims_and_what_waits_are_told_and_what_is_none_is_left_out()
    {
        StatuslineCase.Begin(cli.Me, Mine);
        Assert.Equal("", StatuslineCase.Line(cli.Me, Mine));

        var ui = cli.UserOn("ui");
        ui.Do("join", "--name", "ui");
        Assert.Equal("swarm: ui\n", StatuslineCase.Line(cli.Me, Mine));

        ui.Do("send", Mine, "look");
        ui.Do("note", "the api moved");
        Assert.Equal("swarm: ui · 2 unread\n", StatuslineCase.Line(cli.Me, Mine));

        cli.Do("claim", "--as", Mine, "src/**");
        Assert.Equal("swarm: ui · 1 claim · 2 unread\n", StatuslineCase.Line(cli.Me, Mine));
        cli.Do("touch", "--as", Mine, "README.md");
        Assert.Equal("swarm: ui · 2 claims · 2 unread\n", StatuslineCase.Line(cli.Me, Mine));

        cli.Do("inbox", "--as", Mine);
        cli.Do("notes", "--unread", "--as", Mine);
        Assert.Equal("swarm: ui · 2 claims\n", StatuslineCase.Line(cli.Me, Mine));

        ui.Do("leave");
        Assert.Equal("", StatuslineCase.Line(cli.Me, Mine));
    }

    [Fact]
    public void What_Claude_Code_really_sends_is_understood()
    {
        cli.UserOn("ui").Do("join", "--name", "ui");
        var lines = File.ReadAllLines(Documents.PathOf("tests/fixtures/clients/claude-code-2.1.329.statusline.jsonl"));

        Assert.NotEmpty(lines);
        Assert.All(
            lines,
            line =>
            {
                var here = line.Replace("\"/home/dev/app\"", $"\"{cli.Repository.Path}\"", StringComparison.Ordinal);
                Assert.Equal("swarm: ui\n", StatuslineCase.Quietly(cli.User(cli.Sandbox.Root).RunReading(here, "statusline")));
            }
        );
    }

    [Fact]
    public void Three_names_are_told_and_how_many_more_without_subagents_and_the_muted()
    {
        StatuslineCase.Begin(cli.Me, Mine);
        foreach (var name in new[] { "one", "two", "three", "four", "five" })
        {
            cli.UserOn(name).Do("join", "--name", name);
        }
        cli.Do("touch", "--as", Mine + "/helper", "src/app.js");
        var hidden = cli.UserOn("hidden");
        hidden.Do("join", "--name", "hidden");
        hidden.Do("mute");

        Assert.Matches("^swarm: [a-z]+, [a-z]+, [a-z]+ \\+2\n$", StatuslineCase.Line(cli.Me, Mine));
        Assert.DoesNotContain("hidden", StatuslineCase.Line(cli.Me, Mine), StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_that_muted_something_is_not_told_of_it()
    {
        StatuslineCase.Begin(cli.Me, Mine);
        var ui = cli.UserOn("ui");
        ui.Do("join", "--name", "ui");
        ui.Do("send", Mine, "look");
        ui.Do("note", "the api moved");

        cli.Do("mute", "--mail", "--as", Mine);
        Assert.Equal("swarm: ui · 1 unread\n", StatuslineCase.Line(cli.Me, Mine));
        cli.Do("mute", "--as", Mine);
        Assert.Equal("", StatuslineCase.Line(cli.Me, Mine));
    }

    [Fact]
    public void A_session_nobody_registered_sees_who_is_here()
    {
        cli.UserOn("ui").Do("join", "--name", "ui");

        Assert.Equal("swarm: ui\n", StatuslineCase.Line(cli.Me, "never-seen"));
    }

    [Fact]
    public void By_hand_it_is_for_who_calls()
    {
        cli.Do("join", "--name", "me");
        var ui = cli.UserOn("ui");
        ui.Do("join", "--name", "ui");
        ui.Do("send", "me", "look");

        Assert.Equal("swarm: ui · 1 unread\n", StatuslineCase.Quietly(cli.Run("statusline")));
        Assert.Equal("swarm: me\n", StatuslineCase.Quietly(cli.Run("statusline", "--as", "ui")));
        Assert.Equal("swarm: me\n", StatuslineCase.Quietly(cli.Run("-C", ui.Directory, "--as", "ui", "statusline")));
    }

    [Fact]
    public void Where_the_session_is_it_says_itself_whatever_git_put_into_the_environment()
    {
        StatuslineCase.Begin(cli.Me, Mine);
        cli.UserOn("ui").Do("join", "--name", "ui");
        using var other = new Cli(init: false);
        var elsewhere = cli.User(cli.Sandbox.Root);

        var ran = cli.Sandbox.Run(
            Cli.Program,
            ["statusline"],
            cli.Sandbox.Root,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["GIT_DIR"] = other.GitDir },
            StatuslineCase.Json(Mine, cli.Repository.Path)
        );

        Assert.Equal("swarm: ui\n", StatuslineCase.Quietly(ran));
        Assert.Equal("", StatuslineCase.Line(elsewhere, Mine));
    }

    [Fact]
    public void It_writes_nothing_whatever_waits_and_however_late_it_is()
    {
        StatuslineCase.Begin(cli.Me, Mine);
        var ui = cli.UserOn("ui");
        ui.Do("join", "--name", "ui");
        for (var i = 0; i < 3; i++)
        {
            ui.Do("send", Mine, $"message {i}");
        }
        cli.Me.Variables["GIT_SWARM_NOW"] = DateTime.UtcNow.AddHours(3).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
        var before = GitDirListing.Of(cli.GitDir);
        var objects = Objects();

        Assert.Equal("swarm: ui · 3 unread\n", StatuslineCase.Line(cli.Me, Mine));
        Assert.Equal("swarm: ui, main\n", StatuslineCase.Line(cli.Me, "never-seen"));

        Assert.Equal(before, GitDirListing.Of(cli.GitDir));
        Assert.Equal(objects, Objects());
    }

    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Reftable)]
    public void It_takes_no_more_gits_than_a_status_that_believes_the_records(TestGit git, RepositoryFormat format)
    {
        using var own = new Cli(git, format);
        StatuslineCase.Begin(own.Me, Mine);

        Assert.Equal(format == RepositoryFormat.Reftable ? 2 : 1, Calls(own).Count);
    }

    [Fact]
    public void It_takes_none_where_nobody_opted_in()
    {
        using var own = new Cli(init: false);

        Assert.Empty(Calls(own));
    }

    [Fact]
    public void Names_of_others_reach_the_terminal_without_control_characters()
    {
        StatuslineCase.Begin(cli.Me, Mine);
        cli.UserOn("evil\u009b31m\u202ex").Do("join");
        cli.UserOn("other").Do("join", "--name", "other");
        Rewrite("\"name\":\"other\"", "\"name\":\"x\\u001b]0;title\\u0007y\\nz\"");

        var line = StatuslineCase.Line(cli.Me, Mine);

        Assert.Contains("evil", line, StringComparison.Ordinal);
        Assert.Contains("x]0;titley z", line, StringComparison.Ordinal);
        Assert.Single(line, '\n');
        Assert.DoesNotContain(line.TrimEnd('\n'), c => char.IsControl(c) || c == '\u202e');
    }

    private string Objects() =>
        string.Join('\n', Directory.EnumerateFiles(Path.Combine(cli.GitDir, "objects"), "*", SearchOption.AllDirectories).Order());

    /// <summary>Changes the one session record that says something, as no git-swarm would write it.</summary>
    private void Rewrite(string said, string instead)
    {
        foreach (var name in cli.Repository.Git("for-each-ref", "--format=%(refname)", "refs/swarm/sessions").Split('\n'))
        {
            var record = cli.Repository.Git("cat-file", "-p", name);
            if (record.Contains(said, StringComparison.Ordinal))
            {
                var file = cli.Sandbox.Path("record");
                File.WriteAllText(file, record.Replace(said, instead, StringComparison.Ordinal));
                cli.Repository.Git("update-ref", name, cli.Repository.Git("hash-object", "-w", file));
            }
        }
    }

    private static IReadOnlyList<string> Calls(Cli cli)
    {
        var shim = new FaultGit(cli.Sandbox, FaultMode.None, 1);
        foreach (var (name, value) in shim.Variables)
        {
            cli.Me.Variables[name] = value;
        }
        Assert.Equal("", StatuslineCase.Line(cli.Me, Mine));
        return shim.Calls;
    }
}
