using Xunit;

namespace GitSwarm.Tests.Sync;

/// <summary>Lists of tasks between two clones.</summary>
public sealed class TaskSyncTests : IDisposable
{
    private readonly SyncScene scene = new();
    private readonly SyncUser one;
    private readonly SyncUser two;

    public TaskSyncTests()
    {
        one = scene.Me;
        two = scene.Clone("two");
        one.Git("config", "swarm.host", "first");
        one.Do("join", "--name", "ui");
        two.Do("join", "--name", "table");
        one.Do("task", "add", "Draw it");
        one.Do("task", "add", "Fill it", "--blocked-by", "1");
    }

    public void Dispose() => scene.Dispose();

    [Fact]
    public void Another_clone_reads_a_list_and_changes_nothing_of_it()
    {
        one.Do("task", "take");
        one.Sync();
        two.Sync();

        Assert.Equal(["Draw it", "Fill it"], two.Texts("subject", "task", "list", "--list", "main@first"));
        Assert.Equal(["in_progress", "open"], two.Texts("status", "task", "list", "--list", $"main@{one.CloneId}"));
        var read = two.Run("task", "list", "--list", "main@first");
        Assert.Contains("belongs to another clone", read.Error, StringComparison.Ordinal);
        Assert.Equal([], two.Texts("subject", "task", "list"));
        foreach (var command in new[] { "take", "done 2", "add x", "block 2 --by 1", "edit 2 --release" })
        {
            var refused = two.Run(["task", .. command.Split(' '), "--list", "main@first", "--json"]);
            Assert.Equal(128, refused.ExitCode);
            Assert.Contains("\"code\":\"foreign-list\"", refused.Output, StringComparison.Ordinal);
        }
        Assert.Equal("added task 1 Another\n", two.Do("task", "add", "Another"));
    }

    [Fact]
    public void Only_what_changed_is_pushed_and_a_list_that_goes_goes_there_too()
    {
        Assert.Contains($"new refs/swarm/tasks/{one.CloneId}/main", one.Sync().Pushed);
        Assert.Empty(one.Sync().Pushed);
        one.Do("task", "take");
        Assert.Equal(
            [$"updated refs/swarm/tasks/{one.CloneId}/main"],
            one.Sync().Pushed.Where(p => p.Contains("/tasks/", StringComparison.Ordinal))
        );
        one.Git("update-ref", "-d", $"refs/swarm/tasks/{one.CloneId}/main");

        Assert.Equal([$"deleted refs/swarm/tasks/{one.CloneId}/main"], one.Sync().Pushed);
    }

    [Fact]
    public void Who_waits_and_who_does_not_appear_stays_at_home()
    {
        one.Do("task", "take");
        one.Run("task", "take");
        one.Do("mute");
        one.Sync();

        var there = scene.InHub("cat-file", "blob", $"refs/swarm/tasks/{one.CloneId}/main");

        Assert.Contains("Draw it", there, StringComparison.Ordinal);
        Assert.Contains("somebody", there, StringComparison.Ordinal);
        Assert.DoesNotContain("waiting", there, StringComparison.Ordinal);
        Assert.DoesNotContain("\"ui\"", there, StringComparison.Ordinal);
        Assert.Empty(one.Sync().Pushed);
    }

    [Fact]
    public void What_somebody_plants_is_told_and_harms_nobody()
    {
        scene.Plant("refs/swarm/tasks/stranger/main", "{\"v\":1}");
        scene.Plant(
            "refs/swarm/tasks/stranger/web",
            "{\"v\":1,\"id\":\"web\",\"nonce\":\"n\",\"tasks\":[{\"id\":1,\"subject\":\"\\u001b[2J\\nerror: x\",\"blocked_by\":[1]}]}"
        );
        two.Run("sync");

        var list = two.Run("task", "list", "--list", "web@stranger");

        Assert.Equal(0, list.ExitCode);
        Assert.DoesNotContain("\u001b", list.Output, StringComparison.Ordinal);
        Assert.Contains("refs/swarm-remote/", list.Error, StringComparison.Ordinal);
        Assert.Equal("added task 1 x\n", two.Do("task", "add", "x"));
    }
}
