using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Sync;

/// <summary>How often an exchange talks to the remote, and what it sends.</summary>
[Trait("Category", "Binary")]
public sealed class SyncCostTests : IDisposable
{
    private readonly SyncScene scene = new();
    private readonly SyncUser there;

    public SyncCostTests()
    {
        there = scene.Clone("there");
        there.Do("join", "--name", "zoe");
        there.Sync();
        scene.Me.Do("join", "--name", "alice");
        scene.Me.Do("touch", "src/app.js");
        scene.Me.Sync();
        there.Sync();
    }

    public void Dispose() => scene.Dispose();

    [Fact]
    public void With_nothing_new_it_fetches_once_and_pushes_nothing()
    {
        var (fetches, pushes, others) = Calls();

        Assert.Single(fetches);
        Assert.Empty(pushes);
        // What is there before and after the fetch, whether it can be read, records and feeds of this clone.
        Assert.True(others.Length <= 6, string.Join('\n', others));
    }

    [Fact]
    public void With_a_note_it_pushes_one_ref_and_with_what_concerns_nobody_else_none()
    {
        scene.Me.Do("note", "something");
        var (fetches, pushes, _) = Calls();
        Assert.Single(fetches);
        Assert.Single(Refspecs(Assert.Single(pushes)), r => r.Contains(":refs/swarm/notes/", StringComparison.Ordinal));

        var second = scene.In(scene.Me.Directory);
        scene.Me.Do("claim", "src/app.js");
        scene.Me.Do("inbox");
        Assert.Empty(Calls().Pushes);
        second.Do("join", "--name", "bob");
        Assert.Single(Refspecs(Assert.Single(Calls().Pushes)), IsPresence);
        second.Do("send", "alice", "at home");
        scene.Me.Do("inbox");
        Assert.Empty(Calls().Pushes);
        second.Do("send", "zoe", "to you");
        Assert.Single(Refspecs(Assert.Single(Calls().Pushes)), r => r.Contains(":refs/swarm/mail/", StringComparison.Ordinal));
    }

    [Fact]
    public void Ticks_and_later_times_of_files_go_every_quarter_of_an_hour()
    {
        At("09:10");
        scene.Me.Do("touch", "src/app.js");
        Assert.Empty(Calls().Pushes);

        At("09:16");
        scene.Me.Do("touch", "src/app.js");
        Assert.Single(Refspecs(Assert.Single(Calls().Pushes)), IsPresence);
        At("09:20");
        scene.Me.Do("touch", "src/login.js");
        Assert.Single(Refspecs(Assert.Single(Calls().Pushes)), IsPresence);
        there.Sync();
        Assert.Contains("src/login.js", there.Do("status", "--json"), StringComparison.Ordinal);
    }

    [Fact]
    public void In_the_background_news_wait_for_two_minutes_a_clone()
    {
        scene.Me.Git("config", "swarm.remote", "origin");
        scene.Me.Git("config", "swarm.syncInterval", "1m");
        At("09:01");
        scene.Me.Do("touch", "src/login.js");
        Assert.Empty(Calls("--background").Pushes);
        scene.Me.Do("note", "not held back");
        At("09:03");
        Assert.Single(
            Refspecs(Assert.Single(Calls("--background").Pushes)),
            r => r.Contains(":refs/swarm/notes/", StringComparison.Ordinal)
        );

        At("09:06");
        Assert.Single(Refspecs(Assert.Single(Calls("--background").Pushes)), IsPresence);
        scene.In(scene.Me.Directory).Do("join", "--name", "bob");
        At("09:08");
        Assert.Single(Refspecs(Assert.Single(Calls("--background").Pushes)), IsPresence);
    }

    [Fact]
    public void A_copied_folder_leaves_the_records_of_its_original_alone()
    {
        scene.Me.Do("note", "of the original");
        scene.Me.Sync();
        var id = scene.Me.CloneId;
        string[] Originals() => [.. scene.HubRefs().Where(r => r.Contains($"/{id}/", StringComparison.Ordinal))];
        var before = Originals();
        var copy = scene.Sandbox.Path("copy");
        scene.Sandbox.Run("cp", ["-a", scene.Me.Directory, copy]).OutputOrThrow("cp");
        var other = scene.In(copy);

        Assert.Equal(0, other.Run("sync").ExitCode);
        Assert.NotEqual(id, other.CloneId);
        Assert.Equal(before, Originals());
        other.Do("join", "--name", "copied");
        other.Do("note", "of the copy");
        other.Do("gc");
        other.Sync();
        Assert.Equal(before, Originals());
        Assert.Empty(scene.Me.Sync().Pushed);
        Assert.Equal("alice copied zoe", scene.Me.Names());
        Assert.Equal(["of the copy", "of the original"], other.Notes().Order());
        scene.Me.Do("focus", "still here");
        scene.Me.Sync();
        other.Sync();
        Assert.Contains("still here", other.Do("status"), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_it_fails_the_next_one_is_put_off_by_what_was_promised_for_all_clones()
    {
        foreach (var n in Enumerable.Range(0, 12))
        {
            scene.Plant($"refs/swarm/sessions/clone{n:d3}/s", HostileHub.Session("s"));
        }
        scene.Me.Sync();
        scene.CutOff(true);

        var failed = scene.Me.Run("sync");

        Assert.Equal(128, failed.ExitCode);
        Assert.Contains("cannot exchange with 'origin'", failed.Error, StringComparison.Ordinal);
        var state = File.ReadAllText(Path.Combine(scene.Me.GitDir, "swarm", "sync-origin.json"));
        using var read = System.Text.Json.JsonDocument.Parse(state);
        var due = read.RootElement.GetProperty("due").GetDateTimeOffset() - new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);
        // Fourteen clones, a quarter of a minute each, doubled, and a fifth by chance.
        Assert.InRange(due, TimeSpan.FromMinutes(7), TimeSpan.FromMinutes(8.4));
        scene.CutOff(false);
        Assert.Empty(scene.Me.Sync().Pushed);
    }

    private void At(string time) => scene.Sandbox.Variables["GIT_SWARM_NOW"] = $"2026-01-05T{time}:00Z";

    private static bool IsPresence(string refspec) => refspec.Contains(":refs/swarm/presence/", StringComparison.Ordinal);

    private (string[] Fetches, string[] Pushes, string[] Others) Calls(params string[] arguments)
    {
        var shim = new FaultGit(scene.Sandbox, FaultMode.None, 1);
        var finished = scene.Me.Process.RunWith(shim.Variables, ["sync", .. arguments]);
        Assert.Equal((0, ""), (finished.ExitCode, finished.Error));
        bool Is(string call, string command) => call.Split(' ').Contains(command);
        return (
            [.. shim.Calls.Where(c => Is(c, "fetch"))],
            [.. shim.Calls.Where(c => Is(c, "push"))],
            [.. shim.Calls.Where(c => !Is(c, "fetch") && !Is(c, "push"))]
        );
    }

    private static string[] Refspecs(string push) => [.. push.Split(' ').Where(a => a.Contains(":refs/", StringComparison.Ordinal))];
}
